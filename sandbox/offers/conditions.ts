import type { StoredOffer } from './offer';

/** Why a purchase at the merchant of an offer earns nothing. Kard's reasons only say that it was rejected. */
export type MissedCondition =
	| 'OFFER_NOT_STARTED'
	| 'OFFER_EXPIRED'
	| 'AMOUNT_BELOW_MINIMUM'
	| 'AMOUNT_ABOVE_MAXIMUM';

/**
 * The first condition of an offer that a purchase misses, if it misses any.
 * @param amountInCents what was paid
 * @param now the time in milliseconds since 1970
 */
export function missedCondition(
	{ startsAt, expiresAt, minAmount = 0, maxAmount = Infinity }: StoredOffer,
	amountInCents: number,
	now: number,
): MissedCondition | undefined {
	if (now < startsAt) return 'OFFER_NOT_STARTED';
	if (now >= expiresAt) return 'OFFER_EXPIRED';
	if (amountInCents < minAmount) return 'AMOUNT_BELOW_MINIMUM';
	return amountInCents > maxAmount ? 'AMOUNT_ABOVE_MAXIMUM' : undefined;
}
