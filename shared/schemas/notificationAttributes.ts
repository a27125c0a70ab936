import { z } from 'zod/v4';
import type { EventName } from './event';

const text = z.string().optional();
const timestamp = z.string().optional();
const cents = z.int().optional();
/** A commission; where its type is `cents`, its value is in cents. */
const commission = z.looseObject({ type: z.string(), value: z.number() }).optional();

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
	userReward: commission,
	assets: z.array(z.looseObject({ type: text, url: text, alt: text })).optional(),
};

const placementFile = { availableSlots: z.int().optional(), cadence: text, downloadUrl: text };

/**
 * What the notifications of each event say, to describe them by. No notification is measured against it: Kard adds
 * to them over time, and what comes is passed on as it is.
 */
export const notificationAttributes: Readonly<Record<EventName, z.ZodObject>> = {
	earnedRewardApproved: z.looseObject(earnedReward),
	earnedRewardSettled: z.looseObject({ ...earnedReward, commissionEarned: commission }),
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
