import type { Readings } from '../readings/table';
import { rewardIdOf } from '../rewards';
import { timeOf } from '../transactionTime';
import type { StoredOffer, StoredTransaction } from '../types';
import { relationshipTo } from './content';

/** What a notification of a reward is about. */
export interface RewardNews {
	readonly event: StoredTransaction;
	readonly offer: StoredOffer;
	/** Which of the two ids of the transaction is the issuer's. */
	readonly transactionIds: Readings['transactionIds'];
}

/** The two ids of a transaction that a notification carries. */
function idsOf({ event, transactionIds }: RewardNews): { attribute: string; relationship: string } {
	const own = event.transactionId;
	const kards = rewardIdOf(event.id);
	return {
		attribute: transactionIds === 'relationship' ? kards : own,
		relationship: transactionIds === 'attribute' ? kards : own,
	};
}

/** Whom and what a reward is about: its user, its offer and its transaction. */
export function rewardRelationships(news: RewardNews) {
	return {
		user: relationshipTo('user', news.event.userId),
		offer: relationshipTo('offer', news.offer.id),
		transaction: relationshipTo('transaction', idsOf(news).relationship),
	};
}

/** What the notification of a reward says of the transaction. */
export function transactionAttributes(news: RewardNews) {
	const { event } = news;
	return {
		transactionTimestamp: new Date(timeOf(event)).toISOString(),
		transactionId: idsOf(news).attribute,
		transactionAmountInCents: Number(event.attributes.amount),
	};
}

/** What the notification of a reward says of the purchase. */
export function purchaseAttributes(news: RewardNews) {
	const { event, offer } = news;
	return {
		name: offer.name,
		attributionUrl: `https://attribution.example/offers/${offer.id}`,
		...cardProductOf(event),
		...transactionAttributes(news),
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
