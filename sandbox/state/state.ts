import type { StoredOffer } from '../offers/offer';
import type { StoredAttribution } from '../resources/attribution';
import type { StoredAudit } from '../resources/audit';
import type { EarnedReward } from '../resources/earnedReward';
import type { StoredSubscription } from '../resources/subscription';
import type { StoredTransaction } from '../resources/transaction';
import type { StoredUser } from '../resources/user';
import { RewardLedger } from './rewardLedger';

/** Everything the sandbox stores, by id. In memory only. */
export class State {
	readonly users = new Map<string, StoredUser>();
	/** By the id of the event. */
	readonly transactions: ReadonlyMap<string, StoredTransaction>;
	readonly subscriptions = new Map<string, StoredSubscription>();
	readonly audits = new Map<string, StoredAudit>();
	readonly attributions = new Map<string, StoredAttribution>();
	/** The rewards that were earned. */
	readonly rewards = new RewardLedger();
	private readonly storedTransactions = new Map<string, StoredTransaction>();
	/** The transaction ids of each user, so that no search goes through all events. */
	private readonly transactionIds = new Map<string, Set<string>>();
	private readonly offersById: ReadonlyMap<string, StoredOffer>;

	/** @param offers every offer there is, those not yet or no longer running included */
	constructor(readonly offers: readonly StoredOffer[]) {
		this.transactions = this.storedTransactions;
		this.offersById = new Map(offers.map((offer) => [offer.id, offer]));
	}

	/** The offer with this id. */
	offer(id: string): StoredOffer | undefined {
		return this.offersById.get(id);
	}

	/** Every reward earned and not withdrawn. */
	get earnedRewards(): readonly EarnedReward[] {
		return this.rewards.all();
	}

	/** Deletes a user with the user's rewards and attributions. Events stay: their ids can never be used again. */
	deleteUser(id: string): void {
		this.users.delete(id);
		this.rewards.deleteUser(id);
		for (const attribution of this.attributions.values()) {
			if (attribution.userId === id) this.attributions.delete(attribution.id);
		}
	}

	/** Stores a transaction event. */
	addTransaction(transaction: StoredTransaction): void {
		this.storedTransactions.set(transaction.id, transaction);
		const ids = this.transactionIds.get(transaction.userId) ?? new Set();
		this.transactionIds.set(transaction.userId, ids.add(transaction.transactionId));
	}

	/** Whether a user has any event of a transaction. */
	hasTransaction(userId: string, transactionId: string): boolean {
		return this.transactionIds.get(userId)?.has(transactionId) === true;
	}

	/** Deletes everything but the offers. */
	clear(): void {
		const { users, storedTransactions, transactionIds, subscriptions, audits, attributions, rewards } = this;
		const all = [users, storedTransactions, transactionIds, subscriptions, audits, attributions, rewards];
		for (const stored of all) stored.clear();
	}
}
