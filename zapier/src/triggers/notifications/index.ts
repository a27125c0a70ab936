import type { Trigger } from 'zapier-platform-core';
import {
	notificationAttributes,
	notificationSamples,
	notificationOperations,
} from '../../../../shared/index';
import type { StepLimits } from '../../host/step';
import { familyChooser, namedChooser, type Chooser } from './choices';
import { FAMILIES, type Family } from './families';
import { itemsOf, type Items } from './items';
import { OTHER_EVENT, otherEventSample } from './otherEvent';
import { receiveDelivery } from './receive';
import { recentNotifications } from './recent';
import { subscribeZap, unsubscribeZap } from './subscriptions';

/** A trigger that Kard itself starts, as soon as something happens. */
function instantTrigger(
	{ key, label, description }: Pick<Family, 'key' | 'label' | 'description'>,
	chooser: Chooser,
	items: Items,
	limits: StepLimits,
): Trigger {
	return {
		key,
		noun: notificationOperations.getMany.resource.title,
		display: { label, description },
		operation: {
			type: 'hook',
			inputFields: chooser.fields,
			performSubscribe: subscribeZap(chooser, limits),
			performUnsubscribe: unsubscribeZap(limits),
			perform: receiveDelivery(chooser, items, limits),
			performList: recentNotifications(chooser, items, limits),
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

/** The triggers for Kard's notifications: one for each family of events, and one for events that are asked for by name. */
export function notificationTriggers(limits: StepLimits): Trigger[] {
	return [
		...FAMILIES.map((family) => instantTrigger(family, familyChooser(family), itemsOfFamily(family), limits)),
		instantTrigger(OTHER_EVENT, namedChooser, itemsOf([otherEventSample]), limits),
	];
}
