import { z } from 'zod/v4';
import {
	subscriptionAttributes,
	subscriptionChanges,
	subscriptionId,
	subscriptionQuery,
	subscriptionResource,
} from './subscription';
import type { ListOperation, SingleOperation } from './operation';

const SUBSCRIPTIONS = '/v2/issuers/{organizationId}/subscriptions';
const subscription = {
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
	getMany: {
		kind: 'list',
		resource: 'subscription',
		name: 'getMany',
		title: 'Get Many',
		action: 'Get many subscriptions',
		description: 'List where Kard sends notifications to, and of which events',
		method: 'GET',
		path: SUBSCRIPTIONS,
		scope: 'notifications:read',
		idempotent: true,
		query: subscriptionQuery,
		item: subscriptionResource,
		sample: subscription,
	},
	create: {
		kind: 'single',
		resource: 'subscription',
		name: 'create',
		title: 'Create',
		action: 'Create a subscription',
		description: 'Have Kard send the notifications of one event to an address of yours',
		method: 'POST',
		path: SUBSCRIPTIONS,
		scope: 'notifications:write',
		idempotent: false,
		howToLook:
			'It is not known whether Kard made the subscription. List the subscriptions before you send it again.',
		attributes: subscriptionAttributes,
		sentAs: { type: 'subscription', list: true },
		answer: subscriptionResource,
		sample: subscription,
	},
	update: {
		kind: 'single',
		resource: 'subscription',
		name: 'update',
		title: 'Update',
		action: 'Update a subscription',
		description: 'Enable, disable or redirect a subscription; what is left out stays as it is',
		method: 'PATCH',
		path: `${SUBSCRIPTIONS}/{subscriptionId}`,
		scope: 'notifications:write',
		idempotent: true,
		ids: z.strictObject({ subscriptionId }),
		attributes: subscriptionChanges,
		sentAs: { type: 'subscription', list: false },
		answer: subscriptionResource,
		sample: { ...subscription, attributes: { ...subscription.attributes, enabled: false } },
	},
} as const satisfies Record<string, ListOperation | SingleOperation>;
