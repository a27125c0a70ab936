import type { EventName } from '../schemas/event';
import type { NotificationPayload } from './payload';

const USER = { data: { type: 'user', id: 'user-10293' } };
const TRANSACTION = { data: { type: 'transaction', id: 'purchase-58213' } };
const OFFER = { data: { type: 'offer', id: '65f0c0ffee0000000000beef' } };
const PLACEMENT = '65f0c0ffee00000000009ace';

const purchase = {
	name: 'Blue Door Coffee',
	transactionId: 'purchase-58213',
	transactionAmountInCents: 1999,
	transactionTimestamp: '2026-03-04T10:15:00Z',
	cardProductId: 'card-product-1',
	attributionUrl: 'https://example.com/attribution',
};

const earnedReward = {
	...purchase,
	categoryName: 'Food & Beverage',
	purchaseChannel: ['INSTORE'],
	userReward: { type: 'PERCENT', value: 5 },
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

/** A notification of each event, as it could be; nobody's data. Amounts are in cents. */
export const notificationSamples: Readonly<Record<EventName, NotificationPayload>> = {
	earnedRewardApproved: sample(
		'earnedRewardApproved',
		{ message: 'You are about to earn a reward at Blue Door Coffee.', ...earnedReward },
		ofPurchase,
	),
	earnedRewardSettled: sample(
		'earnedRewardSettled',
		{
			message: 'You earned $1.00 at Blue Door Coffee.',
			...earnedReward,
			commissionEarned: { type: 'cents', value: 100 },
		},
		ofPurchase,
	),
	earnedRewardRejected: sample(
		'earnedRewardRejected',
		{
			reason: 'MINIMUM_AMOUNT_NOT_MET',
			message: 'This purchase earned no reward.',
			transactionId: 'purchase-58213',
			transactionAmountInCents: 199,
			transactionTimestamp: '2026-03-04T10:15:00Z',
		},
		{ user: USER, transaction: TRANSACTION },
	),
	validTransaction: sample(
		'validTransaction',
		{
			message: 'The purchase at Blue Door Coffee was validated.',
			...purchase,
			commissionEarned: { issuer: { type: 'cents', value: 50 }, user: { type: 'cents', value: 100 } },
		},
		ofPurchase,
	),
	failedTransaction: sample(
		'failedTransaction',
		{
			message: 'The purchase at Blue Door Coffee failed.',
			reason: 'DECLINED',
			name: 'Blue Door Coffee',
			cardProductId: 'card-product-1',
		},
		ofPurchase,
	),
	clawback: sample(
		'clawback',
		{
			message: 'The reward for Blue Door Coffee was taken back.',
			reason: 'RETURNED',
			name: 'Blue Door Coffee',
			cardProductId: 'card-product-1',
		},
		ofPurchase,
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
		{ placement: { data: { type: 'placement', id: PLACEMENT } } },
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
		{ placement: { data: { type: 'placement', id: PLACEMENT } } },
		PLACEMENT,
	),
};
