import { relationshipTo } from '../delivery/payload';
import type { StoredOffer } from '../offers/offer';
import type { Readings } from '../readings/table';
import { rewardIdOf } from '../resources/earnedReward';
import type { StoredTransaction } from '../resources/transaction';
import { timeOf } from '../resources/transactionTime';

/** What a notification of a reward is about. */
export interface MatchedPurchase {
	readonly event: StoredTransaction;
	readonly offer: StoredOffer;
	/** Which of the two ids of the transaction is the issuer's. */
	readonly transactionIds: Readings['transactionIds'];
}

/** The two ids of a transaction that a notification carries. */
function idsOf({ event, transactionIds }: MatchedPurchase): { attribute: string; relationship: string } {
	const own = event.transactionId;
	const kards = rewardIdOf(event.id);
	return {
		attribute: transactionIds === 'relationship' ? kards : own,
		relationship: transactionIds === 'attribute' ? kards : own,
	};
}

/** Whom and what a reward is about: its user, its offer and its transaction. */
export function rewardRelationships(purchase: MatchedPurchase) {
	return {
		user: relationshipTo('user', purchase.event.userId),
		offer: relationshipTo('offer', purchase.offer.id),
		transaction: relationshipTo('transaction', idsOf(purchase).relationship),
	};
}

/** What the notification of a reward says of the transaction. */
export function transactionAttributes(purchase: MatchedPurchase) {
	const { event } = purchase;
	return {
		transactionTimestamp: new Date(timeOf(event)).toISOString(),
		transactionId: idsOf(purchase).attribute,
		transactionAmountInCents: Number(event.attributes.amount),
	};
}

/** What the notification of a reward says of the purchase. */
export function purchaseAttributes(purchase: MatchedPurchase) {
	const { event, offer } = purchase;
	return {
		name: offer.name,
		attributionUrl: `https://attribution.example/offers/${offer.id}`,
		...cardProductOf(event),
		...transactionAttributes(purchase),
	};
}

/** The card product, where the transaction names one. */
export function cardProductOf({ attributes: { cardProductId } }: StoredTransaction) {
	return typeof cardProductId === 'string' ? { cardProductId } : {};
}

/** An amount as notifications have it. */
export function cents(value: number) {
	return { type: 'cents', value };
}
