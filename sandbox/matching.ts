import { createHash } from 'node:crypto';
import type { World } from './endpoint';
import {
	approvedContent,
	clawbackContent,
	failedContent,
	rejectedContent,
	settledContent,
	validContent,
} from './notifications/rewardContent';
import { missedCondition } from './offers/conditions';
import { timeOf } from './transactionTime';
import type { EarnedReward, StoredOffer, StoredTransaction, StoredUser } from './types';

type Attributes = Readonly<Record<string, unknown>>;

/**
 * What an event does to the rewards of its user, and who is told: an approval earns a pending one, a settlement a real
 * one, a reversal or return takes them back, and a declined purchase or one that misses the conditions of an offer
 * earns nothing. Returns the id of the offer that the event matches.
 */
export function settleRewards(event: StoredTransaction, user: StoredUser, world: World): string | undefined {
	const status = statusOf(event);
	if (status === 'REVERSED' || status === 'RETURNED') return takeBack(event, status, world);
	if (!isEnrolled(user) || event.attributes.direction !== 'DEBIT') return undefined;
	const named = offersNamedBy(event, world);
	const offer = named.find((candidate) => missedBy(event, candidate, world) === undefined);
	if (status === 'DECLINED' && offer !== undefined) {
		void world.notifications.publish('failedTransaction', () => failedContent(event, offer));
	}
	if (status !== 'APPROVED' && status !== 'SETTLED') return undefined;
	if (offer === undefined) reject(event, named[0], world);
	else announce(earn(event, status, offer, world), event, offer, world);
	return offer?.id;
}

/** Matched transactions have no status: they come once, when the purchase is done. */
function statusOf(event: StoredTransaction): unknown {
	return event.type === 'matchedTransaction' ? 'SETTLED' : event.attributes.status;
}

function isEnrolled({ attributes }: StoredUser): boolean {
	return Array.isArray(attributes.enrolledRewards) && attributes.enrolledRewards.includes('CARDLINKED');
}

/** Whatever the purchase earned is withdrawn, and its user is told once. */
function takeBack(
	event: StoredTransaction,
	status: 'REVERSED' | 'RETURNED',
	{ state, notifications }: World,
): string | undefined {
	const offer = state.offer(state.rewards.withdraw(event.userId, event.transactionId)[0]?.offerId ?? '');
	if (offer === undefined) return undefined;
	void notifications.publish('clawback', () => clawbackContent(event, offer, status));
	return offer.id;
}

/** The offers that a transaction is about, whether it meets their conditions or not. */
function offersNamedBy({ type, attributes }: StoredTransaction, { state }: World): readonly StoredOffer[] {
	if (type === 'matchedTransaction') return state.offers.filter(({ id }) => id === attributes.matchedOfferId);
	const names = namesIn(attributes);
	return state.offers.filter((offer) => names.some((name) => name.includes(offer.name.toLowerCase())));
}

function missedBy({ attributes }: StoredTransaction, offer: StoredOffer, { now }: World) {
	return missedCondition(offer, Number(attributes.amount), now());
}

/** Tells of a purchase at the merchant of an offer that misses the conditions of the offer. */
function reject(event: StoredTransaction, offer: StoredOffer | undefined, world: World): void {
	const reason = offer === undefined ? undefined : missedBy(event, offer, world);
	if (offer === undefined || reason === undefined) return;
	void world.notifications.publish('earnedRewardRejected', () => rejectedContent(event, offer, reason));
}

function announce(
	{ status, rewardInCents }: EarnedReward,
	event: StoredTransaction,
	offer: StoredOffer,
	{ notifications }: World,
): void {
	if (status === 'APPROVED') {
		void notifications.publish('earnedRewardApproved', () => approvedContent(event, offer));
		return;
	}
	void notifications.publish('earnedRewardSettled', () => settledContent(event, offer, rewardInCents));
	void notifications.publish('validTransaction', () => validContent(event, offer, rewardInCents));
}

/** The texts of a transaction in which the name of a merchant may stand. */
function namesIn(attributes: Attributes): string[] {
	const { merchant, description } = attributes;
	const name = typeof merchant === 'object' && merchant !== null && 'name' in merchant ? merchant.name : '';
	return [name, description].filter((text) => typeof text === 'string').map(plain);
}

function plain(text: string): string {
	return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

function earn(
	event: StoredTransaction,
	status: 'APPROVED' | 'SETTLED',
	offer: StoredOffer,
	{ state }: World,
): EarnedReward {
	const amountInCents = Number(event.attributes.amount);
	const reward: EarnedReward = {
		id: createHash('sha256').update(`reward:${event.id}`).digest('hex').slice(0, 24),
		eventId: event.id,
		userId: event.userId,
		transactionId: event.transactionId,
		status,
		amountInCents,
		at: timeOf(event),
		offerId: offer.id,
		rewardInCents: rewardOf(offer, amountInCents),
	};
	state.rewards.add(reward);
	return reward;
}

/** What an offer pays for an amount, in whole cents. */
export function rewardOf({ reward, maxReward = Infinity }: StoredOffer, amountInCents: number): number {
	const cents = reward.type === 'PERCENT' ? (amountInCents * reward.value) / 100 : reward.value * 100;
	return Math.min(Math.round(cents), maxReward);
}
