import { randomUUID } from 'node:crypto';
import type { EventName } from '../events';
import type { StoredAudit } from '../auditRules';
import { rewardOf } from '../matching';
import { isRunning } from '../offers/catalogue';
import type { State } from '../state';
import type { StoredOffer, StoredTransaction } from '../types';
import { auditContent } from './auditContent';
import type { NotificationContent } from './content';
import { emailPlacementContent, fileResultContent, pushPlacementContent } from './fileContent';
import {
	approvedContent,
	clawbackContent,
	failedContent,
	rejectedContent,
	settledContent,
	validContent,
} from './rewardContent';

const AMOUNT = 2_400;

/** Something that could have happened. */
interface Occasion {
	readonly id: string;
	readonly now: number;
	readonly event: StoredTransaction;
	readonly offer: StoredOffer;
	readonly rewardInCents: number;
}

const CONTENTS: Record<EventName, (occasion: Occasion) => NotificationContent> = {
	earnedRewardApproved: ({ event, offer }) => approvedContent(event, offer),
	earnedRewardSettled: ({ event, offer, rewardInCents }) => settledContent(event, offer, rewardInCents),
	earnedRewardRejected: ({ event, offer }) => rejectedContent(event, offer, 'OFFER_EXPIRED'),
	validTransaction: ({ event, offer, rewardInCents }) => validContent(event, offer, rewardInCents),
	failedTransaction: ({ event, offer }) => failedContent(event, offer),
	clawback: ({ event, offer }) => clawbackContent(event, offer, 'RETURNED'),
	auditUpdate: ({ event, offer }) => auditContent(newAudit(event, offer)),
	fileProcessingResult: ({ id, now }) => fileResultContent(id, now),
	pushNotificationPlacementFile: ({ id }) => pushPlacementContent(id),
	emailNotificationPlacementFile: ({ id }) => emailPlacementContent(id),
};

/**
 * What a notification of an event could say: about a new purchase of a user that the sandbox knows, or of `user-1`
 * when it knows none, at the merchant of an offer that runs today.
 * @param id the id of the notification
 * @param now the time in milliseconds since 1970
 */
export function madeUpContent(
	eventName: EventName,
	id: string,
	state: State,
	now: number,
): NotificationContent {
	const offer = state.offers.find((candidate) => isRunning(candidate, now)) ?? state.offers[0];
	if (offer === undefined) throw new Error('Without any offer, nothing can be made up about one.');
	const event = purchase(state, now);
	return CONTENTS[eventName]({ id, now, event, offer, rewardInCents: rewardOf(offer, AMOUNT) });
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
