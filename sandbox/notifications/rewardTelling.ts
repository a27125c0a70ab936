import type { World } from '../endpoint';
import type { MissedCondition } from '../offers/conditions';
import type { EarnedReward, StoredOffer, StoredTransaction } from '../types';
import { clawbackContent, failedContent, validContent } from './retiredContent';
import { approvedContent, rejectedContent, settledContent } from './rewardContent';
import type { RewardNews } from './rewardNews';

const MISSED_IN_WORDS: Record<MissedCondition, string> = {
	OFFER_NOT_STARTED: 'the offer has not begun yet',
	OFFER_EXPIRED: 'the offer is over',
	AMOUNT_BELOW_MINIMUM: 'the amount is below what the offer asks for',
	AMOUNT_ABOVE_MAXIMUM: 'the amount is above what the offer allows',
};

type Lost = 'DECLINED' | 'REVERSED' | 'RETURNED';

/** Tells of a reward that a purchase earned. */
export function tellEarned(
	reward: EarnedReward,
	event: StoredTransaction,
	offer: StoredOffer,
	world: World,
): void {
	const { notifications, readings } = world;
	const news = newsOf(event, offer, world);
	if (reward.status === 'APPROVED') {
		void notifications.publish('earnedRewardApproved', () => approvedContent(news));
		return;
	}
	void notifications.publish('earnedRewardSettled', () => settledContent(news, reward.rewardInCents));
	if (readings.retiredEvents !== 'taken') return;
	void notifications.publish('validTransaction', () => validContent(news, reward.rewardInCents));
}

/** Tells of a settled purchase at the merchant of an offer that misses one of the conditions of the offer. */
export function tellMissed(
	event: StoredTransaction,
	offer: StoredOffer,
	missed: MissedCondition,
	world: World,
): void {
	const news = newsOf(event, offer, world);
	void world.notifications.publish('earnedRewardRejected', () =>
		rejectedContent(news, 'SETTLEMENT_REJECTED', MISSED_IN_WORDS[missed]),
	);
}

/** Tells of a settled purchase at the merchant of an offer by somebody who takes part in no program. */
export function tellNotEnrolled(event: StoredTransaction, offer: StoredOffer, world: World): void {
	const news = newsOf(event, offer, world);
	void world.notifications.publish('earnedRewardRejected', () =>
		rejectedContent(news, 'USER_NOT_ENROLLED', 'you take part in no rewards program'),
	);
}

/**
 * Tells of a purchase that was declined, or taken back after it had earned something. Which event tells of it since
 * `failedTransaction` and `clawback` were retired is published nowhere; a rejected reward comes nearest.
 */
export function tellLost(status: Lost, event: StoredTransaction, offer: StoredOffer, world: World): void {
	const { notifications, readings } = world;
	const news = newsOf(event, offer, world);
	if (readings.retiredEvents !== 'taken') {
		const because = `the purchase was ${status.toLowerCase()}`;
		void notifications.publish('earnedRewardRejected', () =>
			rejectedContent(news, 'SETTLEMENT_REJECTED', because),
		);
		return;
	}
	if (status === 'DECLINED') void notifications.publish('failedTransaction', () => failedContent(news));
	else void notifications.publish('clawback', () => clawbackContent(news, status));
}

function newsOf(event: StoredTransaction, offer: StoredOffer, { readings }: World): RewardNews {
	return { event, offer, transactionIds: readings.transactionIds };
}
