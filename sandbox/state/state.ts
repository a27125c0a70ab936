import type { StoredOffer } from '../offers/offer';
import type { StoredAttribution } from '../resources/attribution';
import type { StoredAudit } from '../resources/audit';
import type { EarnedReward } from '../resources/earnedReward';
import type { StoredSubscription } from '../resources/subscription';
import type { StoredTransaction } from '../resources/transaction';
import type { StoredUser } from '../resources/user';
import { RewardLedger } from './rewardLedger';

/** Everything the sandbox remembers of its users. In memory only. */
export class State {
	private readonly storedUsers = new Map<string, StoredUser>();
	private readonly storedTransactions = new Map<string, StoredTransaction>();
	private readonly storedSubscriptions = new Map<string, StoredSubscription>();
	private readonly storedAudits = new Map<string, StoredAudit>();
	private readonly storedAttributions = new Map<string, StoredAttribution>();
	/** The transaction ids of each user, so that nobody has to look through all events. */
	private readonly transactionIds = new Map<string, Set<string>>();
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

	/** Every subscription, by id. */
	get subscriptions(): ReadonlyMap<string, StoredSubscription> {
		return this.storedSubscriptions;
	}

	/** Every audit, by id. */
	get audits(): ReadonlyMap<string, StoredAudit> {
		return this.storedAudits;
	}

	/** What users did with offers, by id. */
	get attributions(): ReadonlyMap<string, StoredAttribution> {
		return this.storedAttributions;
	}

	/** Every reward earned and not withdrawn. */
	get earnedRewards(): readonly EarnedReward[] {
		return this.rewards.all();
	}

	/** Keeps a user, in place of the one with the same id. */
	putUser(user: StoredUser): void {
		this.storedUsers.set(user.id, user);
	}

	/** Forgets a user, what the user earned and did with offers. Transaction events stay, for their ids are never taken twice. */
	deleteUser(id: string): void {
		this.storedUsers.delete(id);
		this.rewards.forgetUser(id);
		for (const { id: attribution, userId } of this.storedAttributions.values()) {
			if (userId === id) this.storedAttributions.delete(attribution);
		}
	}

	/** Keeps a transaction event. */
	putTransaction(transaction: StoredTransaction): void {
		this.storedTransactions.set(transaction.id, transaction);
		const ids = this.transactionIds.get(transaction.userId) ?? new Set();
		this.transactionIds.set(transaction.userId, ids.add(transaction.transactionId));
	}

	/** Whether a user has any event of a transaction. */
	hasTransaction(userId: string, transactionId: string): boolean {
		return this.transactionIds.get(userId)?.has(transactionId) === true;
	}

	/** Keeps a subscription, in place of the one with the same id. */
	putSubscription(subscription: StoredSubscription): void {
		this.storedSubscriptions.set(subscription.id, subscription);
	}

	/** Keeps an audit, in place of the one with the same id. */
	putAudit(audit: StoredAudit): void {
		this.storedAudits.set(audit.id, audit);
	}

	/** Keeps what a user did with an offer. */
	putAttribution(attribution: StoredAttribution): void {
		this.storedAttributions.set(attribution.id, attribution);
	}

	/** Forgets everything but the offers. */
	clear(): void {
		this.storedUsers.clear();
		this.storedTransactions.clear();
		this.transactionIds.clear();
		this.storedSubscriptions.clear();
		this.storedAudits.clear();
		this.storedAttributions.clear();
		this.rewards.clear();
	}
}
