/** Every event that Kard publishes notifications of, with its label. Kard adds more over time. */
export const EVENTS = {
	earnedRewardApproved: 'Earned Reward Approved',
	earnedRewardSettled: 'Earned Reward Settled',
	earnedRewardRejected: 'Earned Reward Rejected',
	validTransaction: 'Valid Transaction',
	failedTransaction: 'Failed Transaction',
	clawback: 'Clawback',
	auditUpdate: 'Audit Update',
	fileProcessingResult: 'File Processing Result',
	pushNotificationPlacementFile: 'Push Notification Placement File',
	emailNotificationPlacementFile: 'Email Notification Placement File',
} as const;

/** The name of an event that Kard publishes. */
export type EventName = keyof typeof EVENTS;

/** Whether an event is one of those that Kard publishes at present. */
export function isEventName(name: unknown): name is EventName {
	return typeof name === 'string' && Object.hasOwn(EVENTS, name);
}

/** The label of an event; one that is not known has its name for a label. */
export function eventTitle(name: string): string {
	return isEventName(name) ? EVENTS[name] : name;
}
