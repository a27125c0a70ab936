import { z } from 'zod/v4';
import type { Readings } from '../readings/table';
import { type EventName, eventNamesBy } from './eventNames';
import { mayBeDeliveredTo } from './webAddress';

/** A subscription as the sandbox stores it. As with Kard, there is no way to delete one. */
export interface StoredSubscription {
	readonly id: string;
	readonly attributes: {
		readonly eventName: EventName;
		/** Where notifications are sent to: `https`, or `http` on this machine. */
		readonly webhookUrl: string;
		/** Whether they are sent at all. */
		readonly enabled: boolean;
	};
}

/** An address that notifications may be sent to: `https`, or `http` on this machine, where tests listen. */
export const webhookUrlSchema = z
	.string()
	.refine(mayBeDeliveredTo, 'must be an address with https, or with http on this machine');

/**
 * The attributes of a subscription as the sandbox takes them, when it is created and when it is changed; then, what is
 * left out stays as it is. Unknown attributes are dropped, not refused.
 */
export function subscriptionSchemas(readings: Readings) {
	const created = z.object({
		eventName: z.enum(eventNamesBy(readings)),
		webhookUrl: webhookUrlSchema,
		enabled: z.boolean(),
	});
	return { created, changed: created.partial() };
}
