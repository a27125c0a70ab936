import type { Oddity, OdditySettings } from './oddities/kinds';
import type { Readings } from './readings/table';

/** How many subscriptions an event may have: a reading of its own, see the table of readings. */
type SubscriptionsPerEvent = Readings['subscriptions'];

/** How a sandbox is to be. */
export interface SandboxOptions {
	/** Any free port unless given. The address is always 127.0.0.1. */
	readonly port?: number;
	/** How long tokens are good for, in seconds. 3600 unless given. */
	readonly tokenTtlSeconds?: number;
	/** How long every request waits, in milliseconds. Requests to the control API do not. */
	readonly latencyMs?: number;
	/** How to read what Kard leaves open, by the table of readings. The usual readings unless given. */
	readonly readings?: Partial<Readings>;
	/** How odd responses are: kinds of oddity, or kinds with a seed and routes. Not at all unless given. */
	readonly oddities?: readonly Oddity[] | OdditySettings;
	/** A shorter way of saying `readings: { subscriptions }`. */
	readonly subscriptionsPerEvent?: SubscriptionsPerEvent;
	/** How many requests a minute the usage quota allows, where its headers are sent. 1000 unless given. */
	readonly quotaPerMinute?: number;
	/**
	 * How long to wait before each further attempt to deliver a notification that was not taken, in milliseconds.
	 * `[1000, 4000]` unless given: three attempts in all.
	 */
	readonly deliveryDelaysMs?: readonly number[];
	/** How long one attempt to deliver a notification may take, in milliseconds. 10 000 unless given. */
	readonly deliveryTimeoutMs?: number;
	/** How long an audit stays open, in milliseconds. 1000 unless given. */
	readonly auditDurationMs?: number;
	/**
	 * Is called with one line for each request and for each attempt to deliver a notification, with no personal data, no
	 * tokens and no addresses in it.
	 */
	readonly log?: (line: string) => void;
	/** The time in milliseconds since 1970, which tokens, offers, notifications and audits go by. */
	readonly now?: () => number;
}
