import type { Trigger } from 'zapier-platform-core';
import { notificationAttributes, notificationSamples, notificationOperations } from '../../../../shared/host';
import type { Action } from '../../host/action';
import type { StepLimits } from '../../host/step';
import { familyInput, namedEventsInput, type TriggerInput } from './input';
import { FAMILIES, type Family } from './families';
import { itemsOf, type Items } from './items';
import { OTHER_EVENT, otherEventSample } from './otherEvent';
import { receiveDelivery } from './receive';
import { recentNotifications } from './recent';
import { subscribeZap, unsubscribeZap } from './subscriptions';

/** A trigger that Kard itself starts, as soon as something happens. */
function instantTrigger(
	{ key, label, description }: Pick<Family, 'key' | 'label' | 'description'>,
	input: TriggerInput,
	items: Items,
	limits: StepLimits,
): Trigger {
	return {
		key,
		noun: notificationOperations.getMany.resource.title,
		display: { label, description },
		operation: {
			type: 'hook',
			inputFields: input.fields,
			performSubscribe: subscribeZap(input, limits),
			performUnsubscribe: unsubscribeZap(limits),
			perform: receiveDelivery(input, items, limits),
			performList: recentNotifications(input, items, limits),
			outputFields: items.fields,
			sample: items.sample,
		},
	};
}

function itemsOfFamily({ events: [first, ...others] }: Family): Items {
	const samples = others.map((name) => notificationSamples[name]);
	const descriptions = [first, ...others].map((name) => notificationAttributes[name]);
	return itemsOf([notificationSamples[first], ...samples], descriptions);
}

/** The triggers for Kard's notifications: one for each family of events, and one for events that a person names. */
export const notificationTriggers: readonly Action<Trigger>[] = [
	...FAMILIES.map((family) => ({
		key: family.key,
		make: (limits: StepLimits) => instantTrigger(family, familyInput(family), itemsOfFamily(family), limits),
	})),
	{
		key: OTHER_EVENT.key,
		make: (limits) => instantTrigger(OTHER_EVENT, namedEventsInput, itemsOf([otherEventSample]), limits),
	},
];
