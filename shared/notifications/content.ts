import { z } from 'zod/v4';
import type { EventName } from '../catalogue/events';
import { amount, assets, cents, someText, timestamp } from '../catalogue/description/shapes';
import type { NotificationPayload } from './payload';

const purchase = {
	message: someText,
	name: someText,
	transactionId: someText,
	transactionAmountInCents: cents,
	transactionTimestamp: timestamp,
	cardProductId: someText,
	attributionUrl: someText,
	surveyUrl: someText,
};

const earnedReward = {
	...purchase,
	categoryName: someText,
	purchaseChannel: z.array(z.string()).optional(),
	userReward: amount,
	assets,
};

const placementFile = { availableSlots: z.int().optional(), cadence: someText, downloadUrl: someText };

/**
 * What the notifications of each event say, to describe them by. No notification is measured against it: Kard adds
 * to them over time, and what comes is passed on as it is.
 */
export const notificationAttributes: Readonly<Record<EventName, z.ZodObject>> = {
	earnedRewardApproved: z.looseObject(earnedReward),
	earnedRewardSettled: z.looseObject({ ...earnedReward, commissionEarned: amount }),
	earnedRewardRejected: z.looseObject({
		reason: someText,
		message: someText,
		transactionId: someText,
		transactionAmountInCents: cents,
		transactionTimestamp: timestamp,
	}),
	auditUpdate: z.looseObject({
		status: someText,
		auditCode: z.int().optional(),
		merchantName: someText,
		auditDescription: someText,
		transactionId: someText,
		resolutionCode: z.int().optional(),
		resolutionDescription: someText,
		resolutionTimeStamp: timestamp,
	}),
	fileProcessingResult: z.looseObject({
		fileName: someText,
		sentAt: timestamp,
		lastModified: timestamp,
		downloadUrl: someText,
	}),
	pushNotificationPlacementFile: z.looseObject({ placementName: someText, ...placementFile }),
	emailNotificationPlacementFile: z.looseObject({
		name: someText,
		organizationId: someText,
		...placementFile,
	}),
};

const USER = { data: { type: 'user', id: 'user-10293' } };
const TRANSACTION = { data: { type: 'transaction', id: 'purchase-58213' } };
const OFFER = { data: { type: 'offer', id: '65f0c0ffee0000000000beef' } };
const PLACEMENT = '65f0c0ffee00000000009ace';
const CONTENT_STRATEGY = '65f0c0ffee0000000000c057';

/** What a notification says of a purchase. Its id is not the one in the relationships: in Kard's samples they differ. */
const purchaseSample = {
	transactionId: '7d0b4c1e-53a8-4f0e-9a63-1c5f0e2b7a94',
	transactionAmountInCents: 1999,
	transactionTimestamp: '2026-03-04T10:15:00Z',
};

const earnedRewardSample = {
	name: 'Blue Door Coffee',
	...purchaseSample,
	cardProductId: 'card-product-1',
	attributionUrl: 'https://example.com/attribution',
	surveyUrl: 'https://example.com/survey',
	categoryName: 'Food & Beverage',
	purchaseChannel: ['INSTORE'],
	userReward: { type: 'PERCENT', value: 5 },
	assets: [{ type: 'IMG_VIEW', url: 'https://example.com/blue-door.png', alt: 'Blue Door Coffee' }],
};

function sample(
	eventName: EventName,
	attributes: Readonly<Record<string, unknown>>,
	relationships?: Readonly<Record<string, unknown>>,
	id = '0b9f2f0e-6c1b-4c56-9f6d-2f4f4a5f9c11',
): NotificationPayload {
	return {
		data: { type: eventName, id, attributes, ...(relationships && { relationships }) },
		meta: { issuerId: 'organization-1', issuerName: 'EXAMPLEBANK' },
	};
}

const ofPurchase = { user: USER, offer: OFFER, transaction: TRANSACTION };
const ofPlacement = {
	placement: { data: { type: 'placement', id: PLACEMENT } },
	contentStrategy: { data: { type: 'contentStrategy', id: CONTENT_STRATEGY } },
};

/** A notification of each event, as it could be; nobody's data. Amounts are in cents. */
export const notificationSamples: Readonly<Record<EventName, NotificationPayload>> = {
	earnedRewardApproved: sample(
		'earnedRewardApproved',
		{ message: 'You are about to earn a reward at Blue Door Coffee.', ...earnedRewardSample },
		ofPurchase,
	),
	earnedRewardSettled: sample(
		'earnedRewardSettled',
		{
			message: 'You earned $1.00 at Blue Door Coffee.',
			...earnedRewardSample,
			commissionEarned: { type: 'cents', value: 100 },
		},
		ofPurchase,
	),
	earnedRewardRejected: sample(
		'earnedRewardRejected',
		{
			reason: 'USER_NOT_IN_AUDIENCE_SEGMENT',
			message: 'This purchase earned no reward.',
			...purchaseSample,
		},
		{ user: USER, transaction: TRANSACTION },
	),
	auditUpdate: sample(
		'auditUpdate',
		{
			status: 'CLOSED',
			auditCode: 3006,
			merchantName: 'Blue Door Coffee',
			auditDescription: 'The reward for this visit is missing.',
			transactionId: 'purchase-58213',
			resolutionCode: 5004,
			resolutionDescription: 'The reward was granted.',
			resolutionTimeStamp: '2026-03-06T09:00:00Z',
		},
		{ user: USER, audit: { data: { type: 'audit', id: '65f0c0ffee00000000a0d171' } } },
	),
	fileProcessingResult: sample('fileProcessingResult', {
		fileName: 'transactions-2026-03-04.jsonl',
		sentAt: '2026-03-04T10:15:00Z',
		lastModified: '2026-03-04T10:20:00Z',
		downloadUrl: 'https://example.com/files/result',
	}),
	pushNotificationPlacementFile: sample(
		'pushNotificationPlacementFile',
		{
			placementName: 'Weekly push',
			availableSlots: 3,
			cadence: 'WEEKLY',
			downloadUrl: 'https://example.com/files/push',
		},
		ofPlacement,
		PLACEMENT,
	),
	emailNotificationPlacementFile: sample(
		'emailNotificationPlacementFile',
		{
			name: 'Monthly email',
			organizationId: 'organization-1',
			availableSlots: 5,
			cadence: 'MONTHLY',
			downloadUrl: 'https://example.com/files/email',
		},
		ofPlacement,
		PLACEMENT,
	),
};
