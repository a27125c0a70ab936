import { createHash } from 'node:crypto';
import type { World } from './endpoint';
import { isRunning } from './offers/catalogue';
import type { StoredOffer, StoredTransaction, StoredUser } from './types';

type Attributes = Readonly<Record<string, unknown>>;

/**
 * What an event does to the rewards of its user: an approval earns a pending one, a settlement a real one, a reversal
 * or return takes them back. Returns the id of the offer that the event matches.
 */
export function settleRewards(event: StoredTransaction, user: StoredUser, world: World): string | undefined {
	const status = statusOf(event);
	if (status === 'REVERSED' || status === 'RETURNED') {
		return world.state.rewards.withdraw(event.userId, event.transactionId)[0]?.offerId;
	}
	if (status !== 'APPROVED' && status !== 'SETTLED') return undefined;
	if (!isEnrolled(user) || event.attributes.direction !== 'DEBIT') return undefined;
	const offer = matchingOffer(event, world);
	if (offer === undefined) return undefined;
	earn(event, status, offer, world);
	return offer.id;
}

/** Matched transactions have no status: they come once, when the purchase is done. */
function statusOf(event: StoredTransaction): unknown {
	return event.type === 'matchedTransaction' ? 'SETTLED' : event.attributes.status;
}

function isEnrolled({ attributes }: StoredUser): boolean {
	return Array.isArray(attributes.enrolledRewards) && attributes.enrolledRewards.includes('CARDLINKED');
}

function matchingOffer({ type, attributes }: StoredTransaction, world: World): StoredOffer | undefined {
	const amount = Number(attributes.amount);
	const names = type === 'matchedTransaction' ? [] : namesIn(attributes);
	const belongs = (offer: StoredOffer) =>
		type === 'matchedTransaction'
			? offer.id === attributes.matchedOfferId
			: names.some((name) => name.includes(offer.name.toLowerCase()));
	const now = world.now();
	return world.state.offers.find(
		(offer) => belongs(offer) && isRunning(offer, now) && isWithinAmounts(offer, amount),
	);
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

function isWithinAmounts({ minAmount = 0, maxAmount = Infinity }: StoredOffer, amount: number): boolean {
	return amount >= minAmount && amount <= maxAmount;
}

function earn(
	event: StoredTransaction,
	status: 'APPROVED' | 'SETTLED',
	offer: StoredOffer,
	{ state }: World,
): void {
	const amountInCents = Number(event.attributes.amount);
	const date =
		(status === 'SETTLED' ? event.attributes.settledDate : undefined) ?? event.attributes.authorizationDate;
	state.rewards.add({
		id: createHash('sha256').update(`reward:${event.id}`).digest('hex').slice(0, 24),
		eventId: event.id,
		userId: event.userId,
		transactionId: event.transactionId,
		status,
		amountInCents,
		at: Date.parse(String(date)),
		offerId: offer.id,
		rewardInCents: rewardOf(offer, amountInCents),
	});
}

/** What an offer pays for an amount, in whole cents. */
export function rewardOf({ reward, maxReward = Infinity }: StoredOffer, amountInCents: number): number {
	const cents = reward.type === 'PERCENT' ? (amountInCents * reward.value) / 100 : reward.value * 100;
	return Math.min(Math.round(cents), maxReward);
}
