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
import type { SandboxOptions } from './options';
import { RequestLog } from './requestLog';
import { buildServer, type ServerParts } from './server';
import { State } from './state';
import type { StoredSubscription } from './subscriptionRules';
import { TokenStore } from './tokens';
import type {
	EarnedReward,
	Fault,
	RecordedRequest,
	Route,
	StoredOffer,
	StoredTransaction,
	StoredUser,
} from './types';

export { CATEGORIES, OFFER_MERCHANTS } from './offers/catalogue';
export type { AuditCode, StoredAudit } from './auditRules';
export type * from './notifications/sendOptions';
export type * from './notifications/sentNotification';
export type * from './options';
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
	/** Refuses every token given out so far with 401 from now on. */
	expireTokens(): void;
	/**
	 * Forgets users, transactions, rewards, subscriptions, notifications, audits, faults, requests and counters, and
	 * breaks off what is being delivered. Tokens stay good.
	 */
	reset(): void;
	/** Breaks off whatever is under way and frees the port. */
	close(): Promise<void>;
}

/** Starts Kard on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const now = options.now ?? Date.now;
	const closing = new AbortController();
	const parts = {
		world: buildWorld(options, now),
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

function buildWorld(options: SandboxOptions, now: () => number): World {
	const state = new State(buildCatalogue(now()));
	const { subscriptionsPerEvent = 'many', auditDurationMs = 1_000 } = options;
	return {
		state,
		tokens: new TokenStore(options.tokenTtlSeconds ?? 3_600, now),
		notifications: new Notifier({
			subscriptions: () => state.subscriptions.values(),
			now,
			deliveryDelaysMs: options.deliveryDelaysMs ?? [1_000, 4_000],
			deliveryTimeoutMs: options.deliveryTimeoutMs ?? 10_000,
			log: options.log ?? (() => undefined),
		}),
		settings: { subscriptionsPerEvent, auditDurationMs },
		now,
	};
}

function faceOf(parts: ServerParts, baseUrl: string, close: () => Promise<void>): Sandbox {
	const { world, faults, requestLog } = parts;
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
