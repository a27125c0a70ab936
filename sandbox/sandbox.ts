import type { DeliveryResult, SentNotification } from './delivery/sentNotification';
import type { Fault } from './faults/fault';
import type { SendOptions } from './notifications/sendOptions';
import type { Oddity, OdditySettings } from './oddities/kinds';
import type { StoredOffer } from './offers/offer';
import type { Readings } from './readings/table';
import type { StoredAttribution } from './resources/attribution';
import type { StoredAudit } from './resources/audit';
import type { EarnedReward } from './resources/earnedReward';
import type { StoredSubscription } from './resources/subscription';
import type { StoredTransaction } from './resources/transaction';
import type { StoredUser } from './resources/user';
import type { Route } from './routes/operations';
import type { RecordedRequest } from './server/requestLog';

/** A client id and its secret. */
interface ClientCredentials {
	readonly clientId: string;
	readonly clientSecret: string;
}

/** Kard on this machine. */
export interface Sandbox {
	readonly baseUrl: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** A client that may only read. */
	readonly limited: ClientCredentials;
	/** A client that may only write. */
	readonly writing: ClientCredentials;
	readonly organizationId: string;
	/** The key that notifications are signed with. */
	readonly webhookKey: string;
	/** What the sandbox stores, as it is when it is read. */
	readonly state: {
		readonly users: ReadonlyMap<string, StoredUser>;
		/** By the id of the event. */
		readonly transactions: ReadonlyMap<string, StoredTransaction>;
		readonly earnedRewards: readonly EarnedReward[];
		/** By id. */
		readonly subscriptions: ReadonlyMap<string, StoredSubscription>;
		/** By id. */
		readonly audits: ReadonlyMap<string, StoredAudit>;
		/** What users did with offers, by id. */
		readonly attributions: ReadonlyMap<string, StoredAttribution>;
		readonly offers: readonly StoredOffer[];
	};
	readonly notifications: {
		/** What was sent, in order, at most the newest 50,000. A notification without a subscription is not sent at all. */
		readonly log: readonly SentNotification[];
		/** Resolves when nothing is being delivered or waits to be tried again, and no audit is about to close. */
		idle(): Promise<void>;
		/** Sends a notification, well-formed or not. Resolves when it is delivered, with one result for each delivery. */
		send(options: SendOptions): Promise<readonly DeliveryResult[]>;
	};
	/** The requests that came, in order. */
	readonly requests: readonly RecordedRequest[];
	/** How many requests came, of one route or in all. */
	count(route?: Route): number;
	/** How many tokens were given out. */
	readonly tokensIssued: number;
	readonly faults: { add(fault: Fault): void; clear(): void };
	/** How to read what Kard leaves open, at this moment. */
	readonly readings: Readings;
	/**
	 * Reads some of it in another way from now on.
	 * @throws UnknownReading when there is no such question or reading
	 */
	setReadings(changes: Partial<Readings>): void;
	/** Makes responses odd from now on, or regular with an empty list. */
	setOddities(oddities: readonly Oddity[] | OdditySettings): void;
	/** Refuses every token given out so far with 401 from now on. */
	expireTokens(): void;
	/**
	 * Deletes users, transactions, rewards, attributions, subscriptions, notifications, audits, faults, requests and
	 * counters, and breaks off what is being delivered. Tokens stay good; readings and oddities are those it was started with.
	 */
	reset(): void;
	/** Breaks off whatever is under way and frees the port. */
	close(): Promise<void>;
}
