import { z } from 'zod/v4';
import type { EventName } from '../catalogue/events';
import { amount, assets, cents, text, timestamp } from '../catalogue/shapes';

const purchase = {
	message: text,
	name: text,
	transactionId: text,
	transactionAmountInCents: cents,
	transactionTimestamp: timestamp,
	cardProductId: text,
	attributionUrl: text,
	surveyUrl: text,
};

const earnedReward = {
	...purchase,
	categoryName: text,
	purchaseChannel: z.array(z.string()).optional(),
	userReward: amount,
	assets,
};

const placementFile = { availableSlots: z.int().optional(), cadence: text, downloadUrl: text };

/**
 * What the notifications of each event say, to describe them by. No notification is measured against it: Kard adds
 * to them over time, and what comes is passed on as it is.
 */
export const notificationAttributes: Readonly<Record<EventName, z.ZodObject>> = {
	earnedRewardApproved: z.looseObject(earnedReward),
	earnedRewardSettled: z.looseObject({ ...earnedReward, commissionEarned: amount }),
	earnedRewardRejected: z.looseObject({
		reason: text,
		message: text,
		transactionId: text,
		transactionAmountInCents: cents,
		transactionTimestamp: timestamp,
	}),
	auditUpdate: z.looseObject({
		status: text,
		auditCode: z.int().optional(),
		merchantName: text,
		auditDescription: text,
		transactionId: text,
		resolutionCode: z.int().optional(),
		resolutionDescription: text,
		resolutionTimeStamp: timestamp,
	}),
	fileProcessingResult: z.looseObject({
		fileName: text,
		sentAt: timestamp,
		lastModified: timestamp,
		downloadUrl: text,
	}),
	pushNotificationPlacementFile: z.looseObject({ placementName: text, ...placementFile }),
	emailNotificationPlacementFile: z.looseObject({ name: text, organizationId: text, ...placementFile }),
};
