import { z } from 'zod/v4';
import { PUBLISHED_EVENTS, RETIRED_EVENTS, type EventName } from './events';
import { mayBeDeliveredTo } from './webAddress';

/** Who is sent the notifications of an event, as the sandbox keeps it. There is no way to delete one, as with Kard. */
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

/** The names of the events that can be subscribed to. */
export const EVENT_NAMES = [...PUBLISHED_EVENTS, ...RETIRED_EVENTS] as const;

/** An address that notifications may be sent to: `https`, or `http` on this machine, where tests listen. */
export const webhookUrlSchema = z
	.string()
	.refine(mayBeDeliveredTo, 'must be an address with https, or with http on this machine');

/** The attributes of a subscription as the sandbox takes them. Attributes that nobody knows are dropped, not refused. */
export const subscriptionAttributesSchema = z.object({
	eventName: z.enum(EVENT_NAMES),
	webhookUrl: webhookUrlSchema,
	enabled: z.boolean(),
});

/** What is to change of a subscription: what is left out stays as it is. */
export const subscriptionChangesSchema = subscriptionAttributesSchema.partial();
