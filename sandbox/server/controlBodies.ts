import { z } from 'zod/v4';
import { type Fault, FAULT_KINDS } from '../faults/fault';
import { ApiError, errorObject } from '../http/apiError';
import { jsonOf, type RequestBody } from '../http/body';
import type { SendOptions } from '../notifications/sendOptions';
import { ODDITY_NAMES, type OdditySettings } from '../oddities/kinds';
import { complaintAbout } from '../readings/choose';
import { webhookUrlSchema } from '../resources/subscription';
import { ROUTES } from '../routes/operations';

const count = z.int().min(0);

/** A fault as JSON. `times` may be `forever`, for JSON has no infinity. */
const faultSchema = z.strictObject({
	route: z.enum(ROUTES).optional(),
	after: count.optional(),
	times: z.union([count, z.literal('forever').transform(() => Infinity)]).optional(),
	every: z.int().min(1).optional(),
	kind: z.enum(FAULT_KINDS),
	status: z.int().min(200).max(599).optional(),
	retryAfter: z.string().optional(),
	headers: z.record(z.string(), z.string()).optional(),
	body: z.unknown().optional(),
	delayMs: count.optional(),
	processed: z.boolean().optional(),
});
const faultsSchema = z.union([z.array(faultSchema), faultSchema.transform((fault) => [fault])]);

const attributes = z.record(z.string(), z.unknown());

/** A notification that is to be sent, as JSON. */
const sendSchema = z.strictObject({
	eventName: z.string().min(1),
	id: z.string().min(1).optional(),
	attributes: attributes.optional(),
	relationships: attributes.optional(),
	webhookUrl: webhookUrlSchema.optional(),
	signature: z.enum(['valid', 'wrong', 'none']).optional(),
	times: z.int().min(1).max(100_000).optional(),
	body: z.string().optional(),
	signedBody: z.string().optional(),
	retries: z.boolean().optional(),
});

const odditiesSchema = z.strictObject({
	kinds: z.array(z.enum(ODDITY_NAMES)),
	seed: z.int().optional(),
	routes: z.array(z.enum(ROUTES)).optional(),
});

const readingsSchema = z.record(z.string(), z.string()).check(({ value, issues }) => {
	for (const [name, reading] of Object.entries(value)) {
		const complaint = complaintAbout(name, reading);
		if (complaint !== undefined)
			issues.push({ code: 'custom', path: [name], message: complaint, input: reading });
	}
});

/** How odd answers are to be. */
export function odditiesIn(body: RequestBody): OdditySettings {
	const settings = checked(odditiesSchema, body, 'oddities');
	return { ...withoutGaps(settings), kinds: settings.kinds };
}

/** Which readings are to change. */
export function readingChangesIn(body: RequestBody): Readonly<Record<string, string>> {
	return checked(readingsSchema, body, 'readings');
}

/** One fault, or a list of them. */
export function faultsIn(body: RequestBody): Fault[] {
	return checked(faultsSchema, body, 'fault').map((fault) => ({ ...withoutGaps(fault), kind: fault.kind }));
}

/** A notification that is to be sent. */
export function sendOptionsIn(body: RequestBody): SendOptions {
	const options = checked(sendSchema, body, 'notification');
	return { ...withoutGaps(options), eventName: options.eventName };
}

function checked<T>(schema: z.ZodType<T>, body: RequestBody, whole: string): T {
	const outcome = schema.safeParse(jsonOf(body));
	if (outcome.success) return outcome.data;
	const details = outcome.error.issues.map((issue) => `${issue.path.join('.') || whole}: ${issue.message}`);
	throw new ApiError(
		400,
		details.map((detail) => errorObject(400, detail)),
	);
}

/** Leaves out what was not given, so that a missing setting is really missing. */
function withoutGaps(settings: object): object {
	return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
