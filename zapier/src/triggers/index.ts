import type { Trigger } from 'zapier-platform-core';
import type { StepLimits } from '../host/step';
import { notificationTriggers } from './notifications/index';
import { newOffer, offerChoices } from './offers';

/** Every trigger. */
export function triggers(limits: StepLimits): Record<string, Trigger> {
	const all = [...notificationTriggers(limits), newOffer(limits), offerChoices(limits)];
	return Object.fromEntries(all.map((trigger) => [trigger.key, trigger]));
}
