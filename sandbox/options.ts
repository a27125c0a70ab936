/** Whether an event may have several subscriptions. Kard does not publish it, so both readings are there. */
export const SUBSCRIPTIONS_PER_EVENT = ['one', 'many'] as const;

/**
 * Whether an event may have several subscriptions.
 * - `one`: a second subscription of an event is refused, also when the first one is disabled
 * - `many`: only a second one with the same address is refused
 */
export type SubscriptionsPerEvent = (typeof SUBSCRIPTIONS_PER_EVENT)[number];

/** How a sandbox is to be. */
export interface SandboxOptions {
	/** Any free port unless given. The address is always 127.0.0.1. */
	readonly port?: number;
	/** How long tokens are good for, in seconds. 3600 unless given. */
	readonly tokenTtlSeconds?: number;
	/** How long every request waits, in milliseconds. Requests to the control API do not. */
	readonly latencyMs?: number;
	/** Whether an event may have several subscriptions. `many` unless given. */
	readonly subscriptionsPerEvent?: SubscriptionsPerEvent;
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
	 * Is given one line for each request and for each attempt to deliver a notification, with no personal data, no
	 * tokens and no addresses in it.
	 */
	readonly log?: (line: string) => void;
	/** The time in milliseconds since 1970, which tokens, offers, notifications and audits go by. */
	readonly now?: () => number;
}

/** The settings that the operations of the API go by. */
export type WorldSettings = Required<Pick<SandboxOptions, 'subscriptionsPerEvent' | 'auditDurationMs'>>;
