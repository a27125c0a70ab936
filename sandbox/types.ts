import type { Route } from './routes';

/** The kinds of fault that can be asked for. */
export const FAULT_KINDS = [
	'status',
	'delay',
	'dropBefore',
	'dropAfter',
	'malformedJson',
	'html',
	'expiredToken',
	'empty',
	'override',
] as const;

/** The kind of a fault. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/**
 * One thing that is to go wrong.
 *
 * Every request counts for every fault of its route, but only one fault hits it: the first in the list that is due.
 * So two faults that are both due at once hit two requests in a row.
 */
export interface Fault {
	/** Which route it hits. Without one it hits every route, the token included. */
	readonly route?: Route;
	/** How many matching requests are let through first. */
	readonly after?: number;
	/** How many requests it hits. 1 unless told otherwise; without end when `every` is given. */
	readonly times?: number;
	/** Hits only every so-many-th matching request. */
	readonly every?: number;
	/**
	 * What happens.
	 * - `status`: an answer with `status` (500) and, unless `body` says otherwise, Kard's error shape
	 * - `delay`: the request waits `delayMs`, and is then carried out as usual
	 * - `dropBefore`: the connection breaks and nothing is carried out
	 * - `dropAfter`: the request is carried out, then the connection breaks before the first byte of the answer
	 * - `malformedJson`: an answer with `status` (200) whose JSON is cut off
	 * - `html`: an error page with `status` (502)
	 * - `expiredToken`: the token that the request carries is refused, now and from then on
	 * - `empty`: an answer with `status` (204) and no body
	 * - `override`: an answer with `status` (200) and exactly `body`
	 */
	readonly kind: FaultKind;
	readonly status?: number;
	/** The `Retry-After` header of the faulty answer, as it is to be sent. */
	readonly retryAfter?: string;
	/** Further headers of the faulty answer. */
	readonly headers?: Readonly<Record<string, string>>;
	/** The body of the faulty answer: a text is sent as it is, all else as JSON. */
	readonly body?: unknown;
	/** How long the request waits before anything else happens. Any kind may have it. */
	readonly delayMs?: number;
	/** Whether the request is carried out before the faulty answer. Not unless told. */
	readonly processed?: boolean;
}

/** One request that reached the sandbox. */
export interface RecordedRequest {
	readonly method: string;
	/** The path and query as they came, still encoded. */
	readonly path: string;
	readonly route: Route;
	/** The status of the answer, `dropped` when there was none, `pending` as long as there is none. */
	readonly status: number | 'dropped' | 'pending';
	/** The body: parsed where it was JSON or a form, else its text. Only the newest requests keep theirs. */
	readonly body?: unknown;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	/** When it came, in milliseconds since 1970 by the real clock. */
	readonly startedAt: number;
	/** The issuer that its token was asked for, where `X-Kard-Target-Issuer` named one. */
	readonly targetIssuer?: string;
}

/** A user as the sandbox keeps it. */
export interface StoredUser {
	readonly id: string;
	readonly attributes: Readonly<Record<string, unknown>>;
}

/** A transaction event as the sandbox keeps it. */
export interface StoredTransaction {
	/** The id of the event. */
	readonly id: string;
	readonly type: string;
	readonly userId: string;
	readonly transactionId: string;
	readonly attributes: Readonly<Record<string, unknown>>;
	/** The offer that it was matched to. */
	readonly matchedOfferId?: string;
}

/** A reward that came of a transaction which matched an offer. */
export interface EarnedReward {
	readonly id: string;
	readonly eventId: string;
	readonly userId: string;
	readonly transactionId: string;
	readonly status: 'APPROVED' | 'SETTLED';
	readonly amountInCents: number;
	/** When the purchase was approved or settled, in milliseconds since 1970. */
	readonly at: number;
	readonly offerId: string;
	readonly rewardInCents: number;
	/** Which redemption of its offer it is, where the offer can be redeemed a number of times. */
	readonly redemption?: number;
}

/** Whether an offer can be used in a shop or on the web. */
export type PurchaseChannel = 'INSTORE' | 'ONLINE';

/** An offer as the sandbox keeps it. Amounts are in cents, times in milliseconds since 1970. */
export interface StoredOffer {
	readonly id: string;
	readonly name: string;
	readonly merchantId: string;
	readonly category: string;
	readonly categoryId: string;
	readonly channels: readonly PurchaseChannel[];
	/** A percentage of the amount, or a flat sum in dollars. */
	readonly reward: { readonly type: 'PERCENT' | 'FLAT'; readonly value: number };
	readonly isTargeted: boolean;
	readonly startsAt: number;
	readonly expiresAt: number;
	readonly minAmount?: number;
	readonly maxAmount?: number;
	readonly maxReward?: number;
	readonly maxRedemptions?: number;
}
