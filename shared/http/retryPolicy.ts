/** When a request is sent again, and how long to wait before. In one place, as data. */
export const retryPolicy = {
	/** How often a request is repeated unless the caller says otherwise (as Kard's official SDKs do). */
	maxRetries: 2,
	/** How long to wait for each attempt unless the caller says otherwise, in milliseconds. */
	timeoutMs: 60_000,
	/** Answers after which a request is repeated; besides these, every 5xx. */
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

/** Whether Kard may have done the work although it answered with an error of this status. */
export function leavesDoubt(status: number): boolean {
	return status >= 500 || status === 408;
}

/**
 * Whether Kard turned a request away before doing anything about it: it asks to slow down (429), or to come back later
 * (503 with `Retry-After`). Only then is a request repeated that must not be carried out twice.
 */
export function isTurnedAway(answer: {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
}): boolean {
	if (answer.status === 429) return true;
	return (
		answer.status === 503 && /^\s*(\d+(\.\d+)?\s*$|[A-Za-z]{3})/.test(answer.headers['retry-after'] ?? '')
	);
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
 * How long Kard asks to wait, in milliseconds: `Retry-After` in seconds or as an HTTP date, which is about this very
 * request; else `Kard-Api-Usage-Quota-Reset` in seconds, 1 to 60 (Kard's page on usage quotas); else
 * `X-RateLimit-Reset` in seconds since 1970. Undefined when it does not say, or says nothing that lies ahead.
 * @param headers names in lower case
 * @param now milliseconds since 1970
 */
export function requestedWaitMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
	return (
		waitOf(headers['retry-after'], now) ??
		quotaWaitMs(headers) ??
		untilReset(headers['x-ratelimit-reset'], now)
	);
}

function quotaWaitMs(headers: Readonly<Record<string, string>>): number | undefined {
	const text = headers['kard-api-usage-quota-reset']?.trim() ?? '';
	const wait = /^\d{1,2}(\.\d+)?$/.test(text) ? ahead(Number(text) * 1_000) : undefined;
	return wait !== undefined && wait <= retryPolicy.longestDelayMs ? wait : undefined;
}

/**
 * How long to wait after an answer that used up the quota, in milliseconds, so that the next request is not turned
 * away; undefined while some of the quota remains, or where the answer does not say.
 * @param headers names in lower case
 */
export function usedUpQuotaMs(headers: Readonly<Record<string, string>>): number | undefined {
	const isUsedUp = /^\s*0+\s*$/.test(headers['kard-api-usage-quota-remaining'] ?? '');
	return isUsedUp ? quotaWaitMs(headers) : undefined;
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
