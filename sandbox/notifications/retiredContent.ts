import { relationshipTo, type NotificationContent } from './content';
import { cardProductOf, cents, purchaseAttributes, rewardRelationships, type RewardNews } from './rewardNews';

/** What the issuer gets for each cent of its user: 20 of 100 against 80, as the organization's split says. */
const ISSUER_SHARE = 20 / 80;

/** What `validTransaction` said: a settled purchase counts, and what the issuer and its user earned, in cents. */
export function validContent(news: RewardNews, rewardInCents: number): NotificationContent {
	const issuer = cents(Math.round(rewardInCents * ISSUER_SHARE));
	return {
		attributes: {
			message: `The purchase at ${news.offer.name} is valid.`,
			...purchaseAttributes(news),
			commissionEarned: { issuer, user: cents(rewardInCents) },
		},
		relationships: relationships(news),
	};
}

/** What `failedTransaction` said: a purchase that would have earned a reward was declined. */
export function failedContent(news: RewardNews): NotificationContent {
	const message = `Your purchase at ${news.offer.name} was declined and earns no reward.`;
	return lostReward(news, 'DECLINED', message);
}

/** What `clawback` said: a purchase was reversed or returned, and what it had earned is taken back. */
export function clawbackContent(news: RewardNews, reason: 'REVERSED' | 'RETURNED'): NotificationContent {
	const { name } = news.offer;
	const message = `Your purchase at ${name} was ${reason.toLowerCase()}, so its reward is taken back.`;
	return lostReward(news, reason, message);
}

/** They named the transaction by the id of its event alone, or so this sandbox did. */
function relationships(news: RewardNews) {
	return { ...rewardRelationships(news), transaction: relationshipTo('transaction', news.event.id) };
}

function lostReward(news: RewardNews, reason: string, message: string): NotificationContent {
	return {
		attributes: { message, reason, name: news.offer.name, ...cardProductOf(news.event) },
		relationships: relationships(news),
	};
}
