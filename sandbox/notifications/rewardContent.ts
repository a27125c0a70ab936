import { dollars, rewardText } from '../offers/components';
import type { MissedCondition } from '../offers/conditions';
import { assetsOf } from '../offers/resource';
import { timeOf } from '../transactionTime';
import type { StoredOffer, StoredTransaction } from '../types';
import { relationshipTo, type NotificationContent } from './content';

/** What the issuer gets for each cent of its user: 20 of 100 against 80, as the organization's split says. */
const ISSUER_SHARE = 20 / 80;

const IN_WORDS: Record<MissedCondition, string> = {
	OFFER_NOT_STARTED: 'the offer has not begun yet',
	OFFER_EXPIRED: 'the offer is over',
	AMOUNT_BELOW_MINIMUM: 'the amount is below what the offer asks for',
	AMOUNT_ABOVE_MAXIMUM: 'the amount is above what the offer allows',
};

/** What `earnedRewardApproved` says: a purchase was approved, and its reward is to come. */
export function approvedContent(event: StoredTransaction, offer: StoredOffer): NotificationContent {
	const message = `Your purchase at ${offer.name} earns you ${rewardText(offer)}.`;
	return {
		attributes: { message, ...purchaseAttributes(event, offer), ...offerAttributes(offer) },
		relationships: relationships(event, offer),
	};
}

/** What `earnedRewardSettled` says: a purchase was settled, and what its user earned, in cents. */
export function settledContent(
	event: StoredTransaction,
	offer: StoredOffer,
	rewardInCents: number,
): NotificationContent {
	return {
		attributes: {
			message: `You earned ${dollars(rewardInCents)} at ${offer.name}.`,
			...purchaseAttributes(event, offer),
			...offerAttributes(offer),
			commissionEarned: cents(rewardInCents),
		},
		relationships: relationships(event, offer),
	};
}

/** What `validTransaction` says: a settled purchase counts, and what the issuer and its user earned, in cents. */
export function validContent(
	event: StoredTransaction,
	offer: StoredOffer,
	rewardInCents: number,
): NotificationContent {
	const issuer = cents(Math.round(rewardInCents * ISSUER_SHARE));
	return {
		attributes: {
			message: `The purchase at ${offer.name} is valid.`,
			...purchaseAttributes(event, offer),
			commissionEarned: { issuer, user: cents(rewardInCents) },
		},
		relationships: relationships(event, offer),
	};
}

/** What `earnedRewardRejected` says: a purchase at a merchant of an offer missed one of its conditions. */
export function rejectedContent(
	event: StoredTransaction,
	offer: StoredOffer,
	reason: MissedCondition,
): NotificationContent {
	const { user, transaction } = relationships(event, offer);
	const message = `Your purchase at ${offer.name} earns no reward: ${IN_WORDS[reason]}.`;
	return {
		attributes: { reason, message, ...transactionAttributes(event) },
		relationships: { user, transaction },
	};
}

/** What `failedTransaction` says: a purchase that would have earned a reward was declined. */
export function failedContent(event: StoredTransaction, offer: StoredOffer): NotificationContent {
	const message = `Your purchase at ${offer.name} was declined and earns no reward.`;
	return lostReward(event, offer, 'DECLINED', message);
}

/** What `clawback` says: a purchase was reversed or returned, and what it had earned is taken back. */
export function clawbackContent(
	event: StoredTransaction,
	offer: StoredOffer,
	reason: 'REVERSED' | 'RETURNED',
): NotificationContent {
	const message = `Your purchase at ${offer.name} was ${reason.toLowerCase()}, so its reward is taken back.`;
	return lostReward(event, offer, reason, message);
}

function lostReward(
	event: StoredTransaction,
	offer: StoredOffer,
	reason: string,
	message: string,
): NotificationContent {
	return {
		attributes: { message, reason, name: offer.name, ...cardProductOf(event) },
		relationships: relationships(event, offer),
	};
}

function relationships({ id, userId }: StoredTransaction, offer: StoredOffer) {
	return {
		user: relationshipTo('user', userId),
		offer: relationshipTo('offer', offer.id),
		transaction: relationshipTo('transaction', id),
	};
}

function purchaseAttributes(event: StoredTransaction, offer: StoredOffer) {
	return {
		name: offer.name,
		attributionUrl: `https://attribution.example/offers/${offer.id}`,
		...cardProductOf(event),
		...transactionAttributes(event),
	};
}

function transactionAttributes(event: StoredTransaction) {
	return {
		transactionTimestamp: new Date(timeOf(event)).toISOString(),
		transactionId: event.transactionId,
		transactionAmountInCents: Number(event.attributes.amount),
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

function cardProductOf({ attributes: { cardProductId } }: StoredTransaction) {
	return typeof cardProductId === 'string' ? { cardProductId } : {};
}

function cents(value: number) {
	return { type: 'cents', value };
}
