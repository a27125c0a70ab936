import { RewardLedger } from './rewards';
import type { EarnedReward, StoredOffer, StoredTransaction, StoredUser } from './types';

/** Everything the sandbox remembers of its users. In memory only. */
export class State {
	private readonly storedUsers = new Map<string, StoredUser>();
	private readonly storedTransactions = new Map<string, StoredTransaction>();
	/** The rewards that were earned. */
	readonly rewards = new RewardLedger();
	/** Every offer there is, those not yet or no longer running included. */
	readonly offers: readonly StoredOffer[];
	private readonly offersById: ReadonlyMap<string, StoredOffer>;

	constructor(offers: readonly StoredOffer[]) {
		this.offers = offers;
		this.offersById = new Map(offers.map((offer) => [offer.id, offer]));
	}

	/** The offer with this id. */
	offer(id: string): StoredOffer | undefined {
		return this.offersById.get(id);
	}

	/** Every user, by id. */
	get users(): ReadonlyMap<string, StoredUser> {
		return this.storedUsers;
	}

	/** Every transaction event, by the id of the event. */
	get transactions(): ReadonlyMap<string, StoredTransaction> {
		return this.storedTransactions;
	}

	/** Every reward earned and not withdrawn. */
	get earnedRewards(): readonly EarnedReward[] {
		return this.rewards.all();
	}

	/** Keeps a user, in place of the one with the same id. */
	putUser(user: StoredUser): void {
		this.storedUsers.set(user.id, user);
	}

	/** Forgets a user and what the user earned. Transaction events stay, for their ids are never taken twice. */
	deleteUser(id: string): void {
		this.storedUsers.delete(id);
		this.rewards.forgetUser(id);
	}

	/** Keeps a transaction event. */
	putTransaction(transaction: StoredTransaction): void {
		this.storedTransactions.set(transaction.id, transaction);
	}

	/** Forgets users, transactions and rewards. The offers stay. */
	clear(): void {
		this.storedUsers.clear();
		this.storedTransactions.clear();
		this.rewards.clear();
	}
}
