import type { NotificationContent } from '../delivery/payload';
import { dollars, rewardText } from '../offers/components';
import type { StoredOffer } from '../offers/offer';
import { assetsOf } from '../offers/offerResource';
import {
	cents,
	type MatchedPurchase,
	purchaseAttributes,
	rewardRelationships,
	transactionAttributes,
} from './matchedPurchase';

/** Why a matched transaction earned no reward (Kard's API reference since 29 July 2026). */
type RejectedReason =
	| 'AGGREGATOR_CARD_OVERLAP'
	| 'SETTLEMENT_REJECTED'
	| 'USER_NOT_ENROLLED'
	| 'USER_NOT_IN_AUDIENCE_SEGMENT';

/** What `earnedRewardApproved` says: a purchase was approved, and its reward is to come. */
export function approvedContent(purchase: MatchedPurchase): NotificationContent {
	const message = `Your purchase at ${purchase.offer.name} earns you ${rewardText(purchase.offer)}.`;
	return {
		attributes: { message, ...purchaseAttributes(purchase), ...offerAttributes(purchase.offer) },
		relationships: rewardRelationships(purchase),
	};
}

/** What `earnedRewardSettled` says: a purchase was settled, and what its user earned, in cents. */
export function settledContent(purchase: MatchedPurchase, rewardInCents: number): NotificationContent {
	const { offer } = purchase;
	return {
		attributes: {
			message: `You earned ${dollars(rewardInCents)} at ${offer.name}.`,
			...purchaseAttributes(purchase),
			...offerAttributes(offer),
			commissionEarned: cents(rewardInCents),
		},
		relationships: rewardRelationships(purchase),
	};
}

/**
 * What `earnedRewardRejected` says: a purchase that belongs to an offer earns nothing, or no more. It names no
 * merchant and no offer.
 * @param because the reason in words, as the end of a sentence
 */
export function rejectedContent(
	purchase: MatchedPurchase,
	reason: RejectedReason,
	because: string,
): NotificationContent {
	const { user, transaction } = rewardRelationships(purchase);
	const message = `Your purchase at ${purchase.offer.name} earns no reward: ${because}.`;
	return {
		attributes: { reason, message, ...transactionAttributes(purchase) },
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
