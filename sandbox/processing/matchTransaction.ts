import type { SandboxContext } from '../context/sandboxContext';
import {
	publishEarned,
	publishLost,
	publishMissed,
	publishNotEnrolled,
} from '../notifications/publishRewards';
import { missedCondition } from '../offers/conditions';
import type { StoredOffer } from '../offers/offer';
import { rewardOf } from '../offers/rewardAmount';
import { type EarnedReward, rewardIdOf } from '../resources/earnedReward';
import type { StoredTransaction } from '../resources/transaction';
import { timeOf } from '../resources/transactionTime';
import type { StoredUser } from '../resources/user';
import type { RewardLedger } from '../state/rewardLedger';

type Attributes = Readonly<Record<string, unknown>>;

/**
 * What an event does to the rewards of its user, and what is published: an approval earns a pending one, a settlement a real
 * one, a reversal or return takes them back, and a declined purchase, one that misses the conditions of an offer or one
 * of a user who is not enrolled earns nothing. Returns the id of the offer that the event matches.
 */
export function settleRewards(
	event: StoredTransaction,
	user: StoredUser,
	context: SandboxContext,
): string | undefined {
	const status = statusOf(event);
	if (status === 'REVERSED' || status === 'RETURNED') return takeBack(event, status, context);
	if (event.attributes.direction !== 'DEBIT') return undefined;
	const named = offersNamedBy(event, context);
	const offer = named.find((candidate) => missedBy(event, candidate, context) === undefined);
	if (status === 'DECLINED' && offer !== undefined && isEnrolled(user)) {
		publishLost(status, event, offer, context);
	}
	if (status !== 'APPROVED' && status !== 'SETTLED') return undefined;
	if (offer === undefined || !isEnrolled(user)) {
		if (status === 'SETTLED') reject(event, offer ?? named[0], user, context);
		return undefined;
	}
	publishEarned(earn(event, status, offer, context), event, offer, context);
	return offer.id;
}

/** Matched transactions have no status: they come once, when the purchase is done. */
function statusOf(event: StoredTransaction): unknown {
	return event.type === 'matchedTransaction' ? 'SETTLED' : event.attributes.status;
}

function isEnrolled({ attributes }: StoredUser): boolean {
	return Array.isArray(attributes.enrolledRewards) && attributes.enrolledRewards.includes('CARDLINKED');
}

/** Whatever the purchase earned is withdrawn, and that is published once. */
function takeBack(
	event: StoredTransaction,
	status: 'REVERSED' | 'RETURNED',
	context: SandboxContext,
): string | undefined {
	const { state } = context;
	const offer = state.offer(state.rewards.withdraw(event.userId, event.transactionId)[0]?.offerId ?? '');
	if (offer === undefined) return undefined;
	publishLost(status, event, offer, context);
	return offer.id;
}

/** The offers that a transaction is about, whether it meets their conditions or not. */
function offersNamedBy(
	{ type, attributes }: StoredTransaction,
	{ state }: SandboxContext,
): readonly StoredOffer[] {
	if (type === 'matchedTransaction') return state.offers.filter(({ id }) => id === attributes.matchedOfferId);
	const names = namesIn(attributes);
	return state.offers.filter((offer) => names.some((name) => name.includes(offer.name.toLowerCase())));
}

function missedBy({ attributes }: StoredTransaction, offer: StoredOffer, { now }: SandboxContext) {
	return missedCondition(offer, Number(attributes.amount), now());
}

/** Tells why a settled purchase at the merchant of an offer earns nothing. */
function reject(
	event: StoredTransaction,
	offer: StoredOffer | undefined,
	user: StoredUser,
	context: SandboxContext,
): void {
	if (offer === undefined) return;
	if (!isEnrolled(user)) {
		publishNotEnrolled(event, offer, context);
		return;
	}
	const missed = missedBy(event, offer, context);
	if (missed !== undefined) publishMissed(event, offer, missed, context);
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
	{ state }: SandboxContext,
): EarnedReward {
	const amountInCents = Number(event.attributes.amount);
	const reward: EarnedReward = {
		id: rewardIdOf(event.id),
		eventId: event.id,
		userId: event.userId,
		transactionId: event.transactionId,
		status,
		amountInCents,
		at: timeOf(event),
		offerId: offer.id,
		rewardInCents: rewardOf(offer, amountInCents),
		...(status === 'SETTLED' ? redemptionOf(offer, event.userId, state.rewards) : {}),
	};
	state.rewards.add(reward);
	return reward;
}

/** Which redemption of an offer the next one is, where the offer can be redeemed a number of times. */
function redemptionOf({ id, maxRedemptions }: StoredOffer, userId: string, rewards: RewardLedger) {
	if (maxRedemptions === undefined) return {};
	return { redemption: rewards.redemptionsOf(userId, id) + 1 };
}
