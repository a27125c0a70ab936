import type { StoredAttribution } from './attribution';
import type { StoredAudit } from './auditRules';
import { FULL_CLIENT, LIMITED_CLIENT, ORGANIZATION_ID, WEBHOOK_KEY } from './clients';
import { resetAll } from './control';
import type { World } from './endpoint';
import { FaultPlan } from './faults';
import { Notifier } from './notifications/notifier';
import { sendNotification } from './notifications/send';
import type { SendOptions } from './notifications/sendOptions';
import type { DeliveryResult, SentNotification } from './notifications/sentNotification';
import { buildCatalogue } from './offers/catalogue';
import { CurrentOddities } from './oddities/current';
import type { Oddity, OdditySettings } from './oddities/kinds';
import type { SandboxOptions } from './options';
import { UsageQuota } from './quota';
import { USUAL_READINGS, withReadings } from './readings/choose';
import { CurrentReadings } from './readings/current';
import type { Readings } from './readings/table';
import { RequestLog } from './requestLog';
import type { Route } from './routes';
import { buildServer, type ServerParts } from './server';
import { State } from './state';
import type { StoredSubscription } from './subscriptionRules';
import { TokenStore } from './tokens';
import type {
	EarnedReward,
	Fault,
	RecordedRequest,
	StoredOffer,
	StoredTransaction,
	StoredUser,
} from './types';

export { CATEGORIES, OFFER_MERCHANTS } from './offers/catalogue';
export type { StoredAttribution } from './attribution';
export type { AuditCode, StoredAudit } from './auditRules';
export type * from './notifications/sendOptions';
export type * from './notifications/sentNotification';
export { ODDITY_NAMES, type Oddity, type OdditySettings } from './oddities/kinds';
export type * from './options';
export { OPEN_QUESTIONS, type OpenQuestionName, type Readings } from './readings/table';
export type { Route } from './routes';
export type { StoredSubscription } from './subscriptionRules';
export type * from './types';

/** A client id and its secret. */
export interface ClientCredentials {
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
	readonly organizationId: string;
	/** The key that notifications are signed with. */
	readonly webhookKey: string;
	/** What the sandbox remembers, as it is at the moment of reading. */
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
		/** What was sent, in order, at most the newest 50,000. A notification that nobody subscribed to is not sent at all. */
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
	/** Makes answers odd from now on, or regular with an empty list. */
	setOddities(oddities: readonly Oddity[] | OdditySettings): void;
	/** Refuses every token given out so far with 401 from now on. */
	expireTokens(): void;
	/**
	 * Forgets users, transactions, rewards, attributions, subscriptions, notifications, audits, faults, requests and counters, and
	 * breaks off what is being delivered. Tokens stay good; readings and oddities are those it was started with.
	 */
	reset(): void;
	/** Breaks off whatever is under way and frees the port. */
	close(): Promise<void>;
}

/** Starts Kard on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const now = options.now ?? Date.now;
	const closing = new AbortController();
	const readings = new CurrentReadings(readingsIn(options));
	const parts = {
		world: buildWorld(options, readings, now),
		readings,
		oddities: new CurrentOddities(odditySettings(options.oddities)),
		quota: new UsageQuota(options.quotaPerMinute ?? 1_000, now),
		faults: new FaultPlan(),
		requestLog: new RequestLog(options.log ?? (() => undefined)),
		latencyMs: options.latencyMs ?? 0,
		closing: closing.signal,
	};
	const app = buildServer(parts);
	const baseUrl = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	return faceOf(parts, baseUrl, async () => {
		closing.abort();
		await Promise.all([app.close(), parts.world.notifications.close()]);
	});
}

function readingsIn({ readings, subscriptionsPerEvent: subscriptions }: SandboxOptions): Readings {
	return withReadings(USUAL_READINGS, { subscriptions, ...readings });
}

function odditySettings(oddities: SandboxOptions['oddities'] = []): OdditySettings {
	return 'kinds' in oddities ? oddities : { kinds: oddities };
}

function buildWorld(options: SandboxOptions, readings: CurrentReadings, now: () => number): World {
	const state = new State(buildCatalogue(now()));
	return {
		state,
		tokens: new TokenStore(options.tokenTtlSeconds ?? 3_600, now),
		notifications: new Notifier({
			subscriptions: () => state.subscriptions.values(),
			now,
			deliveryId: () => readings.value.deliveryId,
			deliveryDelaysMs: options.deliveryDelaysMs ?? [1_000, 4_000],
			deliveryTimeoutMs: options.deliveryTimeoutMs ?? 10_000,
			log: options.log ?? (() => undefined),
		}),
		settings: { auditDurationMs: options.auditDurationMs ?? 1_000 },
		get readings() {
			return readings.value;
		},
		now,
	};
}

function faceOf(parts: ServerParts, baseUrl: string, close: () => Promise<void>): Sandbox {
	const { world, faults, requestLog, readings, oddities } = parts;
	return {
		baseUrl,
		clientId: FULL_CLIENT.clientId,
		clientSecret: FULL_CLIENT.clientSecret,
		limited: { clientId: LIMITED_CLIENT.clientId, clientSecret: LIMITED_CLIENT.clientSecret },
		organizationId: ORGANIZATION_ID,
		webhookKey: WEBHOOK_KEY,
		state: world.state,
		get requests() {
			return requestLog.requests;
		},
		count: (route) => requestLog.count(route),
		get tokensIssued() {
			return world.tokens.issued;
		},
		faults,
		get readings() {
			return readings.value;
		},
		setReadings: (changes) => {
			readings.change(changes);
		},
		setOddities: (settings) => {
			oddities.change(odditySettings(settings));
		},
		notifications: {
			get log() {
				return world.notifications.log.notifications;
			},
			idle: () => world.notifications.idle(),
			send: (sendOptions) => sendNotification(sendOptions, world),
		},
		expireTokens: () => {
			world.tokens.expireAll();
		},
		reset: () => {
			resetAll(parts);
		},
		close,
	};
}
