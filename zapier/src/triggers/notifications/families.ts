import type { EventName } from '../../../../shared/host';

/** Events that people look for under one name, and so one trigger. */
export interface Family {
	readonly key: string;
	readonly label: string;
	/** What starts a Zap, as Zapier wants it: one sentence that begins with "Triggers when". */
	readonly description: string;
	/** Its events. Where there are several the person chooses, and the first one is usual. */
	readonly events: readonly [EventName, ...EventName[]];
}

/** Every family, in the order in which people meet them. Each event that Kard publishes is in one of them. */
export const FAMILIES: readonly Family[] = [
	{
		key: 'reward_earned',
		label: 'Reward Earned',
		description:
			'Triggers when a user earned a reward: once the purchase is settled, or when it is approved.',
		events: ['earnedRewardSettled', 'earnedRewardApproved'],
	},
	{
		key: 'reward_rejected',
		label: 'Reward Rejected',
		description: 'Triggers when a purchase earns no reward, with the reason.',
		events: ['earnedRewardRejected'],
	},
	{
		key: 'audit_updated',
		label: 'Audit Updated',
		description: 'Triggers when an audit was opened, and whenever its status changes.',
		events: ['auditUpdate'],
	},
	{
		key: 'file_processed',
		label: 'File Processed',
		description: 'Triggers when a file of transactions has been processed and its result can be downloaded.',
		events: ['fileProcessingResult'],
	},
	{
		key: 'placement_file_ready',
		label: 'Placement File Ready',
		description: 'Triggers when the file of a push or email placement can be downloaded.',
		events: ['pushNotificationPlacementFile', 'emailNotificationPlacementFile'],
	},
];
