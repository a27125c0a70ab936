import type { IncomingHttpHeaders } from 'node:http';
import type { RequestBody } from './body';
import type { Scope } from './clients';
import { refusal } from './errors';
import type { Notifier } from './notifications/notifier';
import type { WorldSettings } from './options';
import type { Readings } from './readings/table';
import type { ResponseShape } from './responseShape';
import type { State } from './state';
import type { TokenStore } from './tokens';

/** What a handler is given of a request. */
export interface Call {
	/** The ids in the path by the names of their placeholders, decoded once. */
	readonly ids: Readonly<Partial<Record<string, string>>>;
	readonly query: URLSearchParams;
	readonly headers: IncomingHttpHeaders;
	readonly body: RequestBody;
}

/** What a handler answers with. */
export interface Answer {
	readonly status: number;
	readonly body: unknown;
}

/** Everything that handlers work on. */
export interface World {
	readonly state: State;
	readonly tokens: TokenStore;
	readonly notifications: Notifier;
	readonly settings: WorldSettings;
	/** How to read what Kard leaves open, at this moment. */
	readonly readings: Readings;
	/** The time now, in milliseconds since 1970. */
	readonly now: () => number;
}

/** One operation of the API. */
export interface Endpoint {
	/** The name that faults and counters use. */
	readonly route: string;
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** The path with its placeholders in braces. */
	readonly path: string;
	/** Whether it can be called without a token. */
	readonly open?: boolean;
	/** The right that the token must carry, which may depend on the reading of an open question. */
	readonly scope?: Scope | ((readings: Readings) => Scope | undefined);
	/** What may vary in its successes. Nothing unless given. */
	readonly shape?: ResponseShape;
	handle(call: Call, world: World): Answer;
}

/** An id of the path. Refuses a path in which it is empty with 404. */
export function idIn({ ids }: Call, name: string): string {
	const id = ids[name] ?? '';
	if (id !== '') return id;
	throw refusal(404, `There is no such path: its ${name} is missing.`);
}
