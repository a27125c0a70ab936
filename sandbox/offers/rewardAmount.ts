import type { StoredOffer } from './offer';

/** What an offer pays for an amount, in whole cents. */
export function rewardOf({ reward, maxReward = Infinity }: StoredOffer, amountInCents: number): number {
	const cents = reward.type === 'PERCENT' ? (amountInCents * reward.value) / 100 : reward.value * 100;
	return Math.min(Math.round(cents), maxReward);
}
