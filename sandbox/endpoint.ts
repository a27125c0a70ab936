import type { IncomingHttpHeaders } from 'node:http';
import type { RequestBody } from './body';
import type { Scope } from './clients';
import type { Notifier } from './notifications/notifier';
import type { WorldSettings } from './options';
import type { Readings } from './readings/table';
import type { State } from './state';
import type { TokenStore } from './tokens';
import type { Route } from './types';

/** What a handler is given of a request. */
export interface Call {
	/** The organization in the path, where the path has one. */
	readonly organizationId: string | undefined;
	/** The user in the path, decoded once, where the path has one. */
	readonly userId: string | undefined;
	/** The subscription in the path, where the path has one. */
	readonly subscriptionId: string | undefined;
	/** The notification in the path, where the path has one: Kard calls its id the event id. */
	readonly eventId: string | undefined;
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
	readonly route: Route;
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** The path with its placeholders in braces. */
	readonly path: string;
	/** Whether it can be called without a token. */
	readonly open?: boolean;
	/** The right that the token must carry. */
	readonly scope?: Scope;
	handle(call: Call, world: World): Answer;
}
