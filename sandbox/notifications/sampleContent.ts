import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../context/sandboxContext';
import type { NotificationContent } from '../delivery/payload';
import { isRunning } from '../offers/catalogue';
import type { StoredOffer } from '../offers/offer';
import { rewardOf } from '../offers/rewardAmount';
import type { StoredAudit } from '../resources/audit';
import type { EventName } from '../resources/eventNames';
import type { StoredTransaction } from '../resources/transaction';
import type { State } from '../state/state';
import { auditContent } from './auditContent';
import {
	emailPlacementContent,
	fileResultContent,
	isPlacementFile,
	PLACEMENT_IDS,
	pushPlacementContent,
} from './fileContent';
import type { MatchedPurchase } from './matchedPurchase';
import { clawbackContent, failedContent, validContent } from './retiredContent';
import { approvedContent, rejectedContent, settledContent } from './rewardContent';

const AMOUNT = 2_400;

/** Something that could have happened. */
interface SampleSubject extends MatchedPurchase {
	readonly id: string;
	/** The placement that a file belongs to. */
	readonly placementId: string;
	readonly now: number;
	readonly rewardInCents: number;
}

const CONTENTS: Record<EventName, (subject: SampleSubject) => NotificationContent> = {
	earnedRewardApproved: approvedContent,
	earnedRewardSettled: (subject) => settledContent(subject, subject.rewardInCents),
	earnedRewardRejected: (subject) => rejectedContent(subject, 'SETTLEMENT_REJECTED', 'the offer is over'),
	validTransaction: (subject) => validContent(subject, subject.rewardInCents),
	failedTransaction: failedContent,
	clawback: (subject) => clawbackContent(subject, 'RETURNED'),
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
export function sampleContent(
	eventName: EventName,
	id: string,
	{ state, readings, now: clock }: SandboxContext,
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
