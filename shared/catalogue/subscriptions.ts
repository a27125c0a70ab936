import { z } from 'zod/v4';
import { EVENTS } from './events';
import { boolean, choice, identifier, webAddress } from '../fields';
import { openChoice } from '../fields/choice';
import { operation } from './description/operation';
import { resource, someText } from './description/shapes';

/** Kard's id of a subscription. */
const subscriptionId = identifier({
	title: 'Subscription ID',
	description: "Kard's ID of the subscription, as listing the subscriptions gives it.",
	examples: ['65f0c0ffee0000000000face'],
	recognizedBy: ['id', 'subscription'],
});

const eventName = choice({
	title: 'Event',
	description: 'The event that notifications are sent of.',
	examples: ['earnedRewardSettled'],
	recognizedBy: ['event name', 'notification type'],
	choices: EVENTS,
	open: 'text',
});

const webhookUrl = webAddress({
	title: 'Webhook URL',
	description: 'Where the notifications are sent to. Kard sends over HTTPS only.',
	examples: ['https://example.com/kard-notifications'],
	recognizedBy: ['url', 'webhook', 'endpoint'],
});

const enabled = boolean({
	title: 'Enabled',
	description:
		'Whether notifications are sent. There is no way to delete a subscription; disable it instead.',
	examples: [true],
	recognizedBy: ['active'],
});

/** What a subscription consists of. */
const subscriptionAttributes = z
	.strictObject({ eventName, webhookUrl, enabled: enabled.default(true) })
	.meta({ title: 'Subscription' });

/** What is to change of a subscription; what is left out stays as it is. */
const subscriptionChanges = z
	.strictObject({
		enabled: enabled.optional(),
		webhookUrl: webhookUrl.optional(),
		eventName: eventName.optional(),
	})
	.meta({ title: 'Subscription Changes' });

/** What a list of subscriptions can be narrowed by, in Kard's own query names. */
const subscriptionQuery = z
	.strictObject({
		'filter[eventName]': choice({
			title: 'Event',
			description: 'Keeps subscriptions to this event.',
			examples: ['earnedRewardSettled'],
			choices: EVENTS,
			open: 'text',
		}).optional(),
	})
	.meta({ title: 'Subscription Query' });

/** A subscription as Kard answers with it. Attributes that Kard adds over time are passed through. */
const subscriptionResource = resource({
	eventName: openChoice(EVENTS),
	webhookUrl: someText,
	enabled: z.boolean(),
});

const subscription = { name: 'subscription', title: 'Subscription' } as const;
const SUBSCRIPTIONS = '/v2/issuers/{organizationId}/subscriptions';
const BY_THEMSELVES = 'triggers subscribe and unsubscribe by themselves';
const sample = {
	type: 'subscription',
	id: '65f0c0ffee0000000000face',
	attributes: {
		eventName: 'earnedRewardSettled',
		webhookUrl: 'https://example.com/kard-notifications',
		enabled: true,
	},
};

/** The operations on subscriptions. Kard has none to delete one: it is disabled instead. */
export const subscriptionOperations = {
	getMany: operation({
		kind: 'list',
		client: 'subscriptions.list',
		resource: subscription,
		title: 'Get Many',
		action: 'Get many subscriptions',
		description: 'List where Kard sends notifications to, and of which events',
		method: 'GET',
		path: SUBSCRIPTIONS,
		scope: 'notifications:read',
		success: [200],
		query: subscriptionQuery,
		item: subscriptionResource,
		picked: {
			id: 'subscriptionId',
			label: { eventName: EVENTS, webhookUrl: {}, enabled: { true: '', false: 'disabled' } },
		},
		steps: { none: BY_THEMSELVES },
		sample,
	}),
	create: operation({
		kind: 'single',
		client: 'subscriptions.create',
		resource: subscription,
		title: 'Create',
		action: 'Create a subscription',
		description: 'Have Kard send the notifications of one event to an address of yours',
		method: 'POST',
		path: SUBSCRIPTIONS,
		scope: 'notifications:write',
		success: [201],
		howToLook:
			'It is not known whether Kard made the subscription. List the subscriptions before you send it again.',
		attributes: subscriptionAttributes,
		sentAs: { type: 'subscription', list: true },
		answer: subscriptionResource,
		steps: { none: BY_THEMSELVES },
		sample,
	}),
	update: operation({
		kind: 'single',
		client: 'subscriptions.update',
		resource: subscription,
		title: 'Update',
		action: 'Update a subscription',
		description: 'Enable, disable or redirect a subscription; what is left out stays as it is',
		method: 'PATCH',
		path: `${SUBSCRIPTIONS}/{subscriptionId}`,
		ids: { subscriptionId },
		about: 'subscriptionId',
		scope: 'notifications:write',
		success: [200],
		attributes: subscriptionChanges,
		sentAs: { type: 'subscription', list: false },
		answer: subscriptionResource,
		steps: { none: BY_THEMSELVES },
		sample: { ...sample, attributes: { ...sample.attributes, enabled: false } },
	}),
};
