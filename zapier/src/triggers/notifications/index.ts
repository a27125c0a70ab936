/* eslint-disable @n8n/community-nodes/no-restricted-imports -- does not ship in the n8n package */
import type { Trigger } from 'zapier-platform-core';
import { RESOURCES } from '../../../../shared/index';
import type { StepLimits } from '../../host/step';
import { choiceFields } from './choices';
import { FAMILIES, type Family } from './families';
import { itemsOf } from './items';
import { receiveDelivery } from './receive';
import { recentNotifications } from './recent';
import { subscribeZap, unsubscribeZap } from './subscriptions';

/** A trigger that Kard itself starts, as soon as something happens. */
function instantTrigger(family: Family, limits: StepLimits): Trigger {
	const items = itemsOf(family);
	return {
		key: family.key,
		noun: RESOURCES.notification,
		display: { label: family.label, description: family.description },
		operation: {
			type: 'hook',
			inputFields: choiceFields(family),
			performSubscribe: subscribeZap(family, limits),
			performUnsubscribe: unsubscribeZap(limits),
			perform: receiveDelivery(family, items, limits),
			performList: recentNotifications(family, items, limits),
			outputFields: items.fields,
			sample: items.sample,
		},
	};
}

/** The triggers for Kard's notifications, one for each family of events. */
export function notificationTriggers(limits: StepLimits): Trigger[] {
	return FAMILIES.map((family) => instantTrigger(family, limits));
}
