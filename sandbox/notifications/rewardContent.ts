import { dollars, rewardText } from '../offers/components';
import { assetsOf } from '../offers/resource';
import type { StoredOffer } from '../types';
import type { NotificationContent } from './content';
import {
	cents,
	purchaseAttributes,
	rewardRelationships,
	transactionAttributes,
	type RewardNews,
} from './rewardNews';

/** Why a matched transaction earned no reward (Kard's API reference since 29 July 2026). */
export const REJECTED_REASONS = [
	'AGGREGATOR_CARD_OVERLAP',
	'SETTLEMENT_REJECTED',
	'USER_NOT_ENROLLED',
	'USER_NOT_IN_AUDIENCE_SEGMENT',
] as const;

/** Why a matched transaction earned no reward. */
export type RejectedReason = (typeof REJECTED_REASONS)[number];

/** What `earnedRewardApproved` says: a purchase was approved, and its reward is to come. */
export function approvedContent(news: RewardNews): NotificationContent {
	const message = `Your purchase at ${news.offer.name} earns you ${rewardText(news.offer)}.`;
	return {
		attributes: { message, ...purchaseAttributes(news), ...offerAttributes(news.offer) },
		relationships: rewardRelationships(news),
	};
}

/** What `earnedRewardSettled` says: a purchase was settled, and what its user earned, in cents. */
export function settledContent(news: RewardNews, rewardInCents: number): NotificationContent {
	const { offer } = news;
	return {
		attributes: {
			message: `You earned ${dollars(rewardInCents)} at ${offer.name}.`,
			...purchaseAttributes(news),
			...offerAttributes(offer),
			commissionEarned: cents(rewardInCents),
		},
		relationships: rewardRelationships(news),
	};
}

/**
 * What `earnedRewardRejected` says: a purchase that belongs to an offer earns nothing, or no more. It names no
 * merchant and no offer.
 * @param because the reason in words, as the end of a sentence
 */
export function rejectedContent(
	news: RewardNews,
	reason: RejectedReason,
	because: string,
): NotificationContent {
	const { user, transaction } = rewardRelationships(news);
	const message = `Your purchase at ${news.offer.name} earns no reward: ${because}.`;
	return {
		attributes: { reason, message, ...transactionAttributes(news) },
		relationships: { user, transaction },
	};
}

function offerAttributes(offer: StoredOffer) {
	const { category, reward, channels } = offer;
	return {
		categoryName: category,
		userReward: reward,
		assets: assetsOf(offer),
		purchaseChannel: channels,
	};
}
