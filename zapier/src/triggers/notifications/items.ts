import { createHash } from 'node:crypto';
import type { PlainOutputField } from 'zapier-platform-core';
import type { z } from 'zod/v4';
import { flattenNotification, identityOf, type NotificationPayload } from '../../../../shared/host';
import { keyedOutput } from '../../fields/outputFields';

/** A notification laid flat, with every field of its trigger. */
export type Item = Record<string, unknown> & { id: string };

/** What the notifications of a trigger are to Zapier. */
export interface Items {
	readonly fields: PlainOutputField[];
	readonly sample: Item;
	/** A notification as it was delivered; what Kard has added to it since comes along. */
	of(payload: NotificationPayload): Item;
	/** A notification of which only this is known, with what one of its event says as a rule. */
	like(known: { readonly id: string; readonly eventName: string }): Item;
}

/** Zapier knows items by their id. Kard means every notification to have one. */
function idFor(payload: NotificationPayload): string {
	return createHash('sha256').update(identityOf(payload)).digest('hex').slice(0, 32);
}

/**
 * Describes what the notifications of a trigger hand over. Whatever their event, all have the same fields.
 * @param samples one of each of its events; the first one is shown
 * @param descriptions what these say, described
 */
export function itemsOf(
	samples: readonly [NotificationPayload, ...NotificationPayload[]],
	descriptions: readonly z.ZodObject[] = [],
): Items {
	const keys = samples.flatMap((sample) => Object.keys(flattenNotification(sample, { simplify: true })));
	const output = keyedOutput(keys, descriptions);
	const item = (payload: NotificationPayload): Item => {
		const { id, ...facts } = flattenNotification(payload, { simplify: true });
		return output.complete({ ...facts, id: id ?? idFor(payload) });
	};
	return {
		fields: output.fields,
		sample: item(samples[0]),
		of: item,
		like: (known) => {
			const examples = samples.map(item);
			const example = examples.find(({ eventName }) => eventName === known.eventName) ?? examples[0];
			return output.complete({ ...example, ...known });
		},
	};
}
