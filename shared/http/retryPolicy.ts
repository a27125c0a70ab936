/** When a request is sent again, and how long to wait before. In one place, as data. */
export const retryPolicy = {
	/** How often a request is repeated unless the caller says otherwise (as Kard's official SDKs do). */
	maxRetries: 2,
	/** Answers after which any request is repeated, whatever its method; besides these, every 5xx. */
	statuses: [408, 429],
	/** The first wait, before jitter, in milliseconds. Each further one is twice as long. */
	firstDelayMs: 1_000,
	/** The longest wait, in milliseconds, also when Kard asks for one. What is longer fails at once. */
	longestDelayMs: 60_000,
	/**
	 * How many repeats a call with many requests may have outstanding. Each answered request gives one back, so an
	 * occasional failure is always retried, and a Kard that fails every time is left alone.
	 */
	budget: 10,
} as const;

/** Whether an answer of this status is worth another attempt. */
export function isRetryable(status: number): boolean {
	return status >= 500 || retryPolicy.statuses.some((retryable) => retryable === status);
}

/**
 * The wait before repeat number `repeat` (0 is the first), in milliseconds: exponential with full jitter.
 * @param random a number from 0 up to, but not including, 1
 */
export function backOffMs(repeat: number, random: number): number {
	const ceiling = Math.min(retryPolicy.longestDelayMs, retryPolicy.firstDelayMs * 2 ** repeat);
	return Math.round(random * ceiling);
}

/**
 * How long Kard asks to wait, in milliseconds: `Retry-After` in seconds or as an HTTP date, else
 * `X-RateLimit-Reset` in seconds since 1970. Undefined when it does not say, or says nothing that lies ahead.
 * @param headers names in lower case
 * @param now milliseconds since 1970
 */
export function requestedWaitMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
	return waitOf(headers['retry-after'], now) ?? untilReset(headers['x-ratelimit-reset'], now);
}

function waitOf(header: string | undefined, now: number): number | undefined {
	const text = header?.trim() ?? '';
	if (/^\d+(\.\d+)?$/.test(text)) return ahead(Number(text) * 1_000);
	// Date.parse takes "-5" and other oddities for dates; an HTTP date begins with the name of a day.
	return /^[A-Za-z]{3}/.test(text) ? ahead(Date.parse(text) - now) : undefined;
}

function untilReset(header: string | undefined, now: number): number | undefined {
	const text = header?.trim() ?? '';
	return /^\d+(\.\d+)?$/.test(text) ? ahead(Number(text) * 1_000 - now) : undefined;
}

function ahead(ms: number): number | undefined {
	return Number.isFinite(ms) && ms > 0 ? Math.ceil(ms) : undefined;
}
