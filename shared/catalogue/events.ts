/** Every event that Kard publishes notifications of, with its label. Kard adds more over time. */
export const EVENTS = {
	earnedRewardApproved: 'Earned Reward Approved',
	earnedRewardSettled: 'Earned Reward Settled',
	earnedRewardRejected: 'Earned Reward Rejected',
	auditUpdate: 'Audit Update',
	fileProcessingResult: 'File Processing Result',
	pushNotificationPlacementFile: 'Push Notification Placement File',
	emailNotificationPlacementFile: 'Email Notification Placement File',
} as const;

/** What each event says, in one sentence. */
export const EVENT_DESCRIPTIONS: Readonly<Record<keyof typeof EVENTS, string>> = {
	earnedRewardApproved: 'A purchase was authorized and will earn a reward once it is settled.',
	earnedRewardSettled: 'A purchase was settled and earned a reward.',
	earnedRewardRejected: 'A purchase earned no reward after all, with the reason.',
	auditUpdate: 'The status of an audit changed, such as when Kard has closed it.',
	fileProcessingResult: 'A file of transactions was processed, with a link to the result.',
	pushNotificationPlacementFile: 'The offers for push notifications are ready, with a link to the file.',
	emailNotificationPlacementFile: 'The offers for emails are ready, with a link to the file.',
};

/**
 * The events that Kard took out of its API reference on 3 August 2026, with their labels. Nobody is offered them. Kard
 * may still send them to those who subscribed before, and a user who names one may ask for it.
 */
export const RETIRED_EVENTS = {
	validTransaction: 'Valid Transaction',
	failedTransaction: 'Failed Transaction',
	clawback: 'Clawback',
} as const;

/** The name of an event that Kard publishes at present. */
export type EventName = keyof typeof EVENTS;

/** Whether an event is one of those that Kard publishes at present. */
export function isEventName(name: unknown): name is EventName {
	return typeof name === 'string' && Object.hasOwn(EVENTS, name);
}

/** Whether an event is one of those that Kard published once, and publishes no more. */
export function isRetiredEvent(name: unknown): name is keyof typeof RETIRED_EVENTS {
	return typeof name === 'string' && Object.hasOwn(RETIRED_EVENTS, name);
}

/** The label of an event; one that is not known has its name for a label. */
export function eventTitle(name: string): string {
	if (isRetiredEvent(name)) return RETIRED_EVENTS[name];
	return isEventName(name) ? EVENTS[name] : name;
}
