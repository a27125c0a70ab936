import { randomUUID } from 'node:crypto';
import type { StoredAudit } from '../auditRules';
import type { World } from '../endpoint';
import type { EventName } from '../events';
import { rewardOf } from '../matching';
import { isRunning } from '../offers/catalogue';
import type { State } from '../state';
import type { StoredOffer, StoredTransaction } from '../types';
import { auditContent } from './auditContent';
import type { NotificationContent } from './content';
import {
	emailPlacementContent,
	fileResultContent,
	isPlacementFile,
	PLACEMENT_IDS,
	pushPlacementContent,
} from './fileContent';
import { clawbackContent, failedContent, validContent } from './retiredContent';
import { approvedContent, rejectedContent, settledContent } from './rewardContent';
import type { RewardNews } from './rewardNews';

const AMOUNT = 2_400;

/** Something that could have happened. */
interface Occasion extends RewardNews {
	readonly id: string;
	/** The placement that a file belongs to. */
	readonly placementId: string;
	readonly now: number;
	readonly rewardInCents: number;
}

const CONTENTS: Record<EventName, (occasion: Occasion) => NotificationContent> = {
	earnedRewardApproved: approvedContent,
	earnedRewardSettled: (occasion) => settledContent(occasion, occasion.rewardInCents),
	earnedRewardRejected: (occasion) => rejectedContent(occasion, 'SETTLEMENT_REJECTED', 'the offer is over'),
	validTransaction: (occasion) => validContent(occasion, occasion.rewardInCents),
	failedTransaction: failedContent,
	clawback: (occasion) => clawbackContent(occasion, 'RETURNED'),
	auditUpdate: ({ event, offer }) => auditContent(newAudit(event, offer)),
	fileProcessingResult: ({ id, now }) => fileResultContent(id, now),
	pushNotificationPlacementFile: ({ placementId }) => pushPlacementContent(placementId),
	emailNotificationPlacementFile: ({ placementId }) => emailPlacementContent(placementId),
};

/**
 * What a notification of an event could say: about a new purchase of a user that the sandbox knows, or of `user-1`
 * when it knows none, at the merchant of an offer that runs today.
 * @param id the id of the notification
 */
export function madeUpContent(
	eventName: EventName,
	id: string,
	{ state, readings, now: clock }: World,
): NotificationContent {
	const now = clock();
	const offer = state.offers.find((candidate) => isRunning(candidate, now)) ?? state.offers[0];
	if (offer === undefined) throw new Error('Without any offer, nothing can be made up about one.');
	const event = purchase(state, now);
	const { transactionIds, placementFileId } = readings;
	const isApart = placementFileId === 'own' && isPlacementFile(eventName);
	const placementId = isApart ? PLACEMENT_IDS[eventName] : id;
	const rewardInCents = rewardOf(offer, AMOUNT);
	return CONTENTS[eventName]({ id, placementId, now, event, offer, transactionIds, rewardInCents });
}

function purchase(state: State, now: number): StoredTransaction {
	const [userId = 'user-1'] = state.users.keys();
	const transactionId = `transaction-${randomUUID()}`;
	const settledDate = new Date(now).toISOString();
	return {
		type: 'transaction',
		id: `${transactionId}-settled`,
		userId,
		transactionId,
		attributes: { amount: AMOUNT, status: 'SETTLED', settledDate },
	};
}

function newAudit({ userId, transactionId }: StoredTransaction, offer: StoredOffer): StoredAudit {
	return {
		id: randomUUID(),
		userId,
		transactionId,
		status: 'NEW',
		auditCode: 3006,
		merchantName: offer.name,
		auditDescription: 'The reward of this purchase is missing.',
	};
}
