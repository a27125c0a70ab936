import { type NotificationContent, relationshipTo } from '../delivery/payload';
import {
	cardProductOf,
	cents,
	type MatchedPurchase,
	purchaseAttributes,
	rewardRelationships,
} from './matchedPurchase';

/** What the issuer gets for each cent of its user: 20 of 100 against 80, as the organization's split says. */
const ISSUER_SHARE = 20 / 80;

/** What `validTransaction` said: a settled purchase counts, and what the issuer and its user earned, in cents. */
export function validContent(purchase: MatchedPurchase, rewardInCents: number): NotificationContent {
	const issuer = cents(Math.round(rewardInCents * ISSUER_SHARE));
	return {
		attributes: {
			message: `The purchase at ${purchase.offer.name} is valid.`,
			...purchaseAttributes(purchase),
			commissionEarned: { issuer, user: cents(rewardInCents) },
		},
		relationships: relationships(purchase),
	};
}

/** What `failedTransaction` said: a purchase that would have earned a reward was declined. */
export function failedContent(purchase: MatchedPurchase): NotificationContent {
	const message = `Your purchase at ${purchase.offer.name} was declined and earns no reward.`;
	return lostReward(purchase, 'DECLINED', message);
}

/** What `clawback` said: a purchase was reversed or returned, and what it had earned is taken back. */
export function clawbackContent(
	purchase: MatchedPurchase,
	reason: 'REVERSED' | 'RETURNED',
): NotificationContent {
	const { name } = purchase.offer;
	const message = `Your purchase at ${name} was ${reason.toLowerCase()}, so its reward is taken back.`;
	return lostReward(purchase, reason, message);
}

/** They named the transaction by the id of its event alone, or so this sandbox did. */
function relationships(purchase: MatchedPurchase) {
	return { ...rewardRelationships(purchase), transaction: relationshipTo('transaction', purchase.event.id) };
}

function lostReward(purchase: MatchedPurchase, reason: string, message: string): NotificationContent {
	return {
		attributes: { message, reason, name: purchase.offer.name, ...cardProductOf(purchase.event) },
		relationships: relationships(purchase),
	};
}
