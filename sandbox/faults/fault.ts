import type { Route } from '../routes/operations';

/** The kinds of fault. */
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
	/** How many requests it hits. 1 unless given; without end when `every` is given. */
	readonly times?: number;
	/** Hits only every so-many-th matching request. */
	readonly every?: number;
	/**
	 * What happens.
	 * - `status`: a response with `status` (500) and, unless `body` says otherwise, Kard's error shape
	 * - `delay`: the request waits `delayMs`, and is then carried out as usual
	 * - `dropBefore`: the connection breaks and nothing is carried out
	 * - `dropAfter`: the request is carried out, then the connection breaks before the first byte of the response
	 * - `malformedJson`: a response with `status` (200) whose JSON is cut off
	 * - `html`: an error page with `status` (502)
	 * - `expiredToken`: the token that the request carries is refused, now and from then on
	 * - `empty`: a response with `status` (204) and no body
	 * - `override`: a response with `status` (200) and exactly `body`
	 */
	readonly kind: FaultKind;
	readonly status?: number;
	/** The `Retry-After` header of the faulty response, as it is to be sent. */
	readonly retryAfter?: string;
	/** Further headers of the faulty response. */
	readonly headers?: Readonly<Record<string, string>>;
	/** The body of the faulty response: a text is sent as it is, everything else as JSON. */
	readonly body?: unknown;
	/** How long the request waits before anything else happens. Any kind may have it. */
	readonly delayMs?: number;
	/** Whether the request is carried out before the faulty response. Not unless given. */
	readonly processed?: boolean;
}
