import type { Readings } from '../readings/table';

/** The events that Kard publishes notifications of (its API reference, state of August 2026). */
export const PUBLISHED_EVENTS = [
	'earnedRewardApproved',
	'earnedRewardSettled',
	'earnedRewardRejected',
	'auditUpdate',
	'fileProcessingResult',
	'pushNotificationPlacementFile',
	'emailNotificationPlacementFile',
] as const;

/** The events that Kard took out of its documents on 3 August 2026. Whether its servers know them still is open. */
export const RETIRED_EVENTS = ['validTransaction', 'failedTransaction', 'clawback'] as const;

/** The name of an event that Kard publishes, or did before August 2026. */
export type EventName = (typeof PUBLISHED_EVENTS)[number] | (typeof RETIRED_EVENTS)[number];

/** The events that can be subscribed to. */
export function eventNamesBy({ retiredEvents }: Pick<Readings, 'retiredEvents'>): readonly EventName[] {
	return retiredEvents === 'taken' ? EVERY_EVENT : PUBLISHED_EVENTS;
}

const EVERY_EVENT: readonly EventName[] = [...PUBLISHED_EVENTS, ...RETIRED_EVENTS];

/** The event of this name, if there is one or was one. */
export function eventNamed(name: string): EventName | undefined {
	return EVERY_EVENT.find((event) => event === name);
}
