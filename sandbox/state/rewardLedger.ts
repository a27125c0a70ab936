import type { EarnedReward } from '../resources/earnedReward';

/** The rewards of each user, by purchase, so that a refund finds its purchase at once. */
export class RewardLedger {
	private readonly byUser = new Map<string, Map<string, EarnedReward[]>>();

	/** Every reward there is. */
	all(): readonly EarnedReward[] {
		return [...this.byUser.keys()].flatMap((userId) => this.of(userId));
	}

	/** The rewards of one user. */
	of(userId: string): EarnedReward[] {
		return [...(this.byUser.get(userId)?.values() ?? [])].flat();
	}

	/** How often a user had the reward of an offer. */
	redemptionsOf(userId: string, offerId: string): number {
		return this.of(userId).filter((reward) => reward.offerId === offerId && reward.status === 'SETTLED')
			.length;
	}

	/** The rewards of one purchase. */
	ofPurchase(userId: string, transactionId: string): readonly EarnedReward[] {
		return this.byUser.get(userId)?.get(transactionId) ?? [];
	}

	/** Notes a reward. */
	add(reward: EarnedReward): void {
		const purchases = this.byUser.get(reward.userId) ?? new Map<string, EarnedReward[]>();
		this.byUser.set(reward.userId, purchases);
		const rewards = purchases.get(reward.transactionId) ?? [];
		purchases.set(reward.transactionId, rewards);
		rewards.push(reward);
	}

	/** Takes back what a purchase earned, and returns it. */
	withdraw(userId: string, transactionId: string): readonly EarnedReward[] {
		const withdrawn = this.ofPurchase(userId, transactionId);
		this.byUser.get(userId)?.delete(transactionId);
		return withdrawn;
	}

	/** Deletes the rewards of one user. */
	deleteUser(userId: string): void {
		this.byUser.delete(userId);
	}

	/** Deletes everything. */
	clear(): void {
		this.byUser.clear();
	}
}
