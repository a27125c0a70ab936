/** Why a purchase earned no reward, by Kard's name for it, in a sentence (Kard's API reference, 29 July 2026). */
const REJECTED_REASONS: Readonly<Record<string, string>> = {
	AGGREGATOR_CARD_OVERLAP: 'The card is linked to offers through another program as well.',
	SETTLEMENT_REJECTED: 'The purchase was rejected when it was settled.',
	USER_NOT_ENROLLED: 'The user is not enrolled in rewards.',
	USER_NOT_IN_AUDIENCE_SEGMENT: 'The offer is for a group of users to which the user does not belong.',
};

/** A reason why a purchase earned no reward, in words. A reason that Kard has added since comes back as it is. */
export function describeReason(reason: string): string {
	return Object.hasOwn(REJECTED_REASONS, reason) ? (REJECTED_REASONS[reason] ?? reason) : reason;
}
