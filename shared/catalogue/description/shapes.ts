import { z } from 'zod/v4';

/** A text that Kard may leave out. */
export const someText = z.string().optional();
/** A point in time that Kard may leave out, in ISO 8601. */
export const timestamp = z.string().optional();
/** An amount in cents that Kard may leave out. Kard documents whole cents, and nothing relies on it. */
export const cents = z.number().optional();
/** A reward or commission that Kard may leave out; of the type `cents` its value is in cents, of `PERCENT` in percent. */
export const amount = z.looseObject({ type: someText, value: z.number().optional() }).optional();
/** Pictures that Kard may leave out. */
export const assets = z.array(z.looseObject({ type: someText, url: someText, alt: someText })).optional();
/** Ready-made texts and interface elements, each of which Kard may leave out. */
export const components = z.looseObject({}).optional();

/** The resource that another one is related to, or nothing. */
export const toOne = z
	.looseObject({ data: z.looseObject({ type: z.string(), id: z.string() }).optional() })
	.optional();
/** The resources that another one is related to. */
export const toMany = z
	.looseObject({ data: z.array(z.looseObject({ type: z.string(), id: z.string() })).optional() })
	.optional();

/**
 * A resource as Kard documents it. Only its id and its type are counted on; every attribute may be missing, and what
 * Kard adds over time is passed on. No answer is measured against it: it is here for its type, and to describe what an
 * action hands over.
 */
export function resource<A extends z.ZodRawShape>(attributes: A) {
	return z.looseObject({ type: z.string(), id: z.string(), attributes: z.looseObject(attributes).partial() });
}
