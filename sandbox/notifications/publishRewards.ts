import type { SandboxContext } from '../context/sandboxContext';
import type { MissedCondition } from '../offers/conditions';
import type { StoredOffer } from '../offers/offer';
import type { EarnedReward } from '../resources/earnedReward';
import type { StoredTransaction } from '../resources/transaction';
import type { MatchedPurchase } from './matchedPurchase';
import { clawbackContent, failedContent, validContent } from './retiredContent';
import { approvedContent, rejectedContent, settledContent } from './rewardContent';

const MISSED_IN_WORDS: Record<MissedCondition, string> = {
	OFFER_NOT_STARTED: 'the offer has not begun yet',
	OFFER_EXPIRED: 'the offer is over',
	AMOUNT_BELOW_MINIMUM: 'the amount is below what the offer asks for',
	AMOUNT_ABOVE_MAXIMUM: 'the amount is above what the offer allows',
};

type Lost = 'DECLINED' | 'REVERSED' | 'RETURNED';

/** Publishes the reward that a purchase earned. */
export function publishEarned(
	reward: EarnedReward,
	event: StoredTransaction,
	offer: StoredOffer,
	context: SandboxContext,
): void {
	const { notifications, readings } = context;
	const purchase = matchedPurchaseOf(event, offer, context);
	if (reward.status === 'APPROVED') {
		void notifications.publish('earnedRewardApproved', () => approvedContent(purchase));
		return;
	}
	void notifications.publish('earnedRewardSettled', () => settledContent(purchase, reward.rewardInCents));
	if (readings.retiredEvents !== 'taken') return;
	void notifications.publish('validTransaction', () => validContent(purchase, reward.rewardInCents));
}

/** Publishes that a settled purchase at the merchant of an offer misses one of the conditions of the offer. */
export function publishMissed(
	event: StoredTransaction,
	offer: StoredOffer,
	missed: MissedCondition,
	context: SandboxContext,
): void {
	const purchase = matchedPurchaseOf(event, offer, context);
	void context.notifications.publish('earnedRewardRejected', () =>
		rejectedContent(purchase, 'SETTLEMENT_REJECTED', MISSED_IN_WORDS[missed]),
	);
}

/** Publishes that a user who takes part in no program made a settled purchase at the merchant of an offer. */
export function publishNotEnrolled(
	event: StoredTransaction,
	offer: StoredOffer,
	context: SandboxContext,
): void {
	const purchase = matchedPurchaseOf(event, offer, context);
	void context.notifications.publish('earnedRewardRejected', () =>
		rejectedContent(purchase, 'USER_NOT_ENROLLED', 'you take part in no rewards program'),
	);
}

/**
 * Publishes that a purchase was declined, or was taken back after it earned something. Kard does not say which event
 * replaced `failedTransaction` and `clawback`; a rejected reward is the nearest.
 */
export function publishLost(
	status: Lost,
	event: StoredTransaction,
	offer: StoredOffer,
	context: SandboxContext,
): void {
	const { notifications, readings } = context;
	const purchase = matchedPurchaseOf(event, offer, context);
	if (readings.retiredEvents !== 'taken') {
		const because = `the purchase was ${status.toLowerCase()}`;
		void notifications.publish('earnedRewardRejected', () =>
			rejectedContent(purchase, 'SETTLEMENT_REJECTED', because),
		);
		return;
	}
	if (status === 'DECLINED') void notifications.publish('failedTransaction', () => failedContent(purchase));
	else void notifications.publish('clawback', () => clawbackContent(purchase, status));
}

function matchedPurchaseOf(
	event: StoredTransaction,
	offer: StoredOffer,
	{ readings }: SandboxContext,
): MatchedPurchase {
	return { event, offer, transactionIds: readings.transactionIds };
}
