import { FULL_CLIENT, LIMITED_CLIENT, ORGANIZATION_ID, WEBHOOK_KEY } from './clients';
import { resetAll } from './control';
import { FaultPlan } from './faults';
import { buildCatalogue } from './offers/catalogue';
import { RequestLog } from './requestLog';
import { buildServer, type ServerParts } from './server';
import { State } from './state';
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
export type * from './types';

/** How a sandbox is to be. */
export interface SandboxOptions {
	/** Any free port unless given. The address is always 127.0.0.1. */
	readonly port?: number;
	/** How long tokens are good for, in seconds. 3600 unless given. */
	readonly tokenTtlSeconds?: number;
	/** How long every request waits, in milliseconds. Requests to the control API do not. */
	readonly latencyMs?: number;
	/** Is given one line for each request, with no personal data and no tokens in it. */
	readonly log?: (line: string) => void;
	/** The time in milliseconds since 1970, which tokens and offers go by. */
	readonly now?: () => number;
}

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
	readonly webhookKey: string;
	/** What the sandbox remembers, as it is at the moment of reading. */
	readonly state: {
		readonly users: ReadonlyMap<string, StoredUser>;
		/** By the id of the event. */
		readonly transactions: ReadonlyMap<string, StoredTransaction>;
		readonly earnedRewards: readonly EarnedReward[];
		readonly offers: readonly StoredOffer[];
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
	/** Forgets users, transactions, rewards, faults, requests and counters. Tokens stay good. */
	reset(): void;
	/** Breaks off whatever is under way and frees the port. */
	close(): Promise<void>;
}

/** Starts Kard on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const now = options.now ?? Date.now;
	const closing = new AbortController();
	const parts = {
		world: {
			state: new State(buildCatalogue(now())),
			tokens: new TokenStore(options.tokenTtlSeconds ?? 3_600, now),
			now,
		},
		faults: new FaultPlan(),
		requestLog: new RequestLog(options.log ?? (() => undefined)),
		latencyMs: options.latencyMs ?? 0,
		closing: closing.signal,
	};
	const app = buildServer(parts);
	const baseUrl = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	return faceOf(parts, baseUrl, async () => {
		closing.abort();
		await app.close();
	});
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
		expireTokens: () => {
			world.tokens.expireAll();
		},
		reset: () => {
			resetAll(parts);
		},
		close,
	};
}
