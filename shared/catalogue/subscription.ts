import { z } from 'zod/v4';
import { isWebAddress } from '../http/url';
import { EVENTS } from './events';
import { field, LONGEST_IDENTIFIER, LONGEST_TEXT, openChoice } from '../fields/field';
import { resource, text } from './shapes';

/** Kard's id of a subscription. */
export const subscriptionId = field(z.string().min(1).max(LONGEST_IDENTIFIER), {
	title: 'Subscription ID',
	description: "Kard's ID of the subscription, as listing the subscriptions gives it.",
	kind: 'identifier',
	examples: ['65f0c0ffee0000000000face'],
	aliases: ['id', 'subscription'],
});

const eventName = field(openChoice(EVENTS), {
	title: 'Event',
	description: 'The event that notifications are sent of.',
	kind: 'choice',
	examples: ['earnedRewardSettled'],
	aliases: ['event name', 'notification type'],
	choices: EVENTS,
	open: 'text',
});

const webhookUrl = field(
	z.string().max(LONGEST_TEXT).refine(isWebAddress, {
		error: 'is not an address that Kard can send to. Write it in full, beginning with https://.',
	}),
	{
		title: 'Webhook URL',
		description: 'Where the notifications are sent to. Kard sends over HTTPS only.',
		kind: 'reference',
		examples: ['https://example.com/kard-notifications'],
		aliases: ['url', 'webhook', 'endpoint'],
	},
);

const enabled = z.boolean();
const ENABLED = {
	title: 'Enabled',
	description:
		'Whether notifications are sent. There is no way to delete a subscription; disable it instead.',
	kind: 'boolean',
	examples: [true],
	aliases: ['active'],
} as const;

/** What a subscription consists of. */
export const subscriptionAttributes = z
	.strictObject({ eventName, webhookUrl, enabled: field(enabled.default(true), ENABLED) })
	.meta({ title: 'Subscription' });

/** What is to change of a subscription; what is left out stays as it is. */
export const subscriptionChanges = z
	.strictObject({
		enabled: field(enabled.optional(), ENABLED),
		webhookUrl: webhookUrl.optional(),
		eventName: eventName.optional(),
	})
	.refine((changes) => Object.values(changes).some((value) => value !== undefined), {
		error: 'nothing is to be changed. Give at least one of Enabled, Webhook URL and Event',
	})
	.meta({ title: 'Subscription Changes' });

/** What a subscription consists of. */
export type SubscriptionAttributes = z.input<typeof subscriptionAttributes>;
/** What is to change of a subscription. */
export type SubscriptionChanges = z.input<typeof subscriptionChanges>;

/** What a list of subscriptions can be narrowed by, in Kard's own query names. */
export const subscriptionQuery = z
	.strictObject({
		'filter[eventName]': field(eventName.optional(), {
			title: 'Event',
			description: 'Keeps subscriptions to this event.',
			kind: 'choice',
			examples: ['earnedRewardSettled'],
			choices: EVENTS,
			open: 'text',
		}),
	})
	.meta({ title: 'Subscription Query' });

/** What a list of subscriptions can be narrowed by, in Kard's own query names. */
export type SubscriptionQuery = z.input<typeof subscriptionQuery>;

/** A subscription as Kard answers with it. Attributes that Kard adds over time are passed through. */
export const subscriptionResource = resource({
	eventName: openChoice(EVENTS),
	webhookUrl: text,
	enabled: z.boolean(),
});

/** A subscription as Kard answers with it. */
export type SubscriptionResource = z.infer<typeof subscriptionResource>;
