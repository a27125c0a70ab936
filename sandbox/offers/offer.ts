/** Whether an offer can be used in a shop or on the web. */
export type PurchaseChannel = 'INSTORE' | 'ONLINE';

/** An offer as the sandbox stores it. Amounts are in cents, times in milliseconds since 1970. */
export interface StoredOffer {
	readonly id: string;
	readonly name: string;
	readonly merchantId: string;
	readonly category: string;
	readonly categoryId: string;
	readonly channels: readonly PurchaseChannel[];
	/** A percentage of the amount, or a flat sum in dollars. */
	readonly reward: { readonly type: 'PERCENT' | 'FLAT'; readonly value: number };
	readonly isTargeted: boolean;
	readonly startsAt: number;
	readonly expiresAt: number;
	readonly minAmount?: number;
	readonly maxAmount?: number;
	readonly maxReward?: number;
	readonly maxRedemptions?: number;
}
