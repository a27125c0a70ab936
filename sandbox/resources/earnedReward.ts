import { createHash } from 'node:crypto';

/** A reward that came of a transaction which matched an offer. */
export interface EarnedReward {
	readonly id: string;
	readonly eventId: string;
	readonly userId: string;
	readonly transactionId: string;
	readonly status: 'APPROVED' | 'SETTLED';
	readonly amountInCents: number;
	/** When the purchase was approved or settled, in milliseconds since 1970. */
	readonly at: number;
	readonly offerId: string;
	readonly rewardInCents: number;
	/** Which redemption of its offer it is, where the offer can be redeemed a number of times. */
	readonly redemption?: number;
}

/** The id that Kard gives to what becomes of a transaction event: always the same for the same event. */
export function rewardIdOf(eventId: string): string {
	return createHash('sha256').update(`reward:${eventId}`).digest('hex').slice(0, 24);
}
