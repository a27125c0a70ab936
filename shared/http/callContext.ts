import type { Clock } from '../clock';
import { KardAbortError, KardTimeoutError, withMessage, type KardError } from '../errors';
import { retryPolicy } from './retryPolicy';
import { OutOfTime, Stopped, withinTime } from './timing';

/** How one call is to be carried out. Every call of the client takes these last. */
export interface RequestOptions {
	/** How often a failed request is repeated. */
	readonly maxRetries?: number | undefined;
	/** How long to wait for each attempt, in milliseconds. */
	readonly timeoutMs?: number | undefined;
	/** How long the whole call may take, retries included, in milliseconds. */
	readonly deadlineMs?: number | undefined;
	/** Headers to send besides the client's own. */
	readonly headers?: Readonly<Record<string, string>> | undefined;
	/** Stops the call: no further request is made. */
	readonly signal?: AbortSignal | undefined;
	/**
	 * Whether to wait and send a request again that Kard turned away (429, or 503 with `Retry-After`), as is usual. A
	 * caller that is itself run again later has the call fail at once instead.
	 */
	readonly waitWhenTurnedAway?: boolean | undefined;
}

/** The settings of the client that hold where a call has none of its own. */
export interface CallDefaults {
	readonly maxRetries: number;
	readonly timeoutMs: number;
	readonly deadlineMs?: number | undefined;
	readonly signal?: AbortSignal | undefined;
}

/**
 * What the requests of one call of the client share, of which there may be many, some of them at once: the deadline,
 * the abort signal, the retry budget, the count, and the pause that Kard asked for.
 */
export class CallContext {
	readonly maxRetries: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly signal: AbortSignal | undefined;
	/** Whether what Kard turned away is sent again within the call. */
	readonly waitsWhenTurnedAway: boolean;
	/** How many requests were sent to Kard, retries included, token requests not. */
	requests = 0;
	/** Whether this call was given a token. */
	hasToken = false;
	/** How long to wait for one attempt, in milliseconds. */
	readonly timeoutMs: number;
	private readonly deadlineAt: number;
	private retriesLeft: number = retryPolicy.budget;
	private pausedUntil = 0;
	/** Why nothing more may be sent: Kard asked for a longer pause than can be waited for. */
	private refusal: KardError | undefined;

	constructor(
		readonly clock: Clock,
		defaults: CallDefaults,
		options: RequestOptions = {},
	) {
		this.maxRetries = options.maxRetries ?? defaults.maxRetries;
		this.timeoutMs = options.timeoutMs ?? defaults.timeoutMs;
		this.headers = options.headers ?? {};
		this.waitsWhenTurnedAway = options.waitWhenTurnedAway ?? true;
		const signals = [defaults.signal, options.signal].filter((signal) => signal !== undefined);
		this.signal = signals.length > 1 ? AbortSignal.any(signals) : signals[0];
		const deadlineMs = options.deadlineMs ?? defaults.deadlineMs;
		this.deadlineAt = deadlineMs === undefined ? Infinity : clock.now() + deadlineMs;
	}

	/**
	 * Waits until a request may be sent, and gives the time it may take, in milliseconds.
	 * @throws KardAbortError, KardTimeoutError, or the error that made sending pointless for the rest of the call
	 */
	async ready(): Promise<number> {
		this.throwIfStopped();
		let waitedUntil = 0;
		while (this.pausedUntil > Math.max(this.clock.now(), waitedUntil)) {
			// A timer may fire a moment early; what counts is that this pause was waited for, and any that came meanwhile.
			waitedUntil = this.pausedUntil;
			await this.sleep(waitedUntil - this.clock.now());
			this.throwIfStopped();
		}
		return Math.min(this.timeoutMs, this.deadlineAt - this.clock.now());
	}

	/** Whether the call has been stopped from outside. */
	get aborted(): boolean {
		return this.signal?.aborted ?? false;
	}

	/** Whether waiting this long, in milliseconds, still leaves time to send something. */
	allows(waitMs: number): boolean {
		return waitMs <= retryPolicy.longestDelayMs && this.clock.now() + waitMs < this.deadlineAt;
	}

	/** Holds back every request of the call for so many milliseconds: one "slow down" is meant for all. */
	pause(waitMs: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + waitMs);
	}

	/** Lets no further request out; each fails with this error instead. */
	refuseFurther(error: KardError): void {
		// What is not sent is not in doubt, whatever became of the request that the error is about.
		this.refusal ??= withMessage(error, error.message, false);
	}

	/** Takes one retry from the budget, if there is one. */
	mayRetry(): boolean {
		if (this.retriesLeft < 1) return false;
		this.retriesLeft -= 1;
		return true;
	}

	/** Gives one retry back: Kard has answered as it should. */
	answered(): void {
		this.retriesLeft = Math.min(retryPolicy.budget, this.retriesLeft + 1);
	}

	/** Waits so many milliseconds, or until the call is stopped. */
	async sleep(ms: number): Promise<void> {
		try {
			await this.clock.sleep(ms, this.signal);
		} catch (error) {
			this.throwIfStopped();
			throw error;
		}
	}

	/**
	 * Waits for work that others share, without ending it when only this call is over. It waits no longer than a request
	 * of its own could take with all its retries.
	 * @throws KardAbortError, KardTimeoutError, or what the work was rejected with
	 */
	async waitFor<T>(work: Promise<T>): Promise<T> {
		const { maxRetries, timeoutMs } = this;
		const patienceMs = (maxRetries + 1) * timeoutMs + maxRetries * retryPolicy.longestDelayMs;
		const limitMs = Math.min(patienceMs, this.deadlineAt - this.clock.now());
		try {
			return await withinTime(limitMs, this.signal, () => work);
		} catch (error) {
			if (error instanceof Stopped) throw cancelled();
			if (!(error instanceof OutOfTime)) throw error;
			throw limitMs < patienceMs ? timeUsedUp() : noTokenInTime();
		}
	}

	/** @throws KardAbortError when stopped, KardTimeoutError when out of time */
	throwIfStopped(): void {
		if (this.aborted) throw cancelled();
		if (this.refusal) throw this.refusal;
		if (this.clock.now() >= this.deadlineAt) throw timeUsedUp();
	}
}

function noTokenInTime(): KardTimeoutError {
	return new KardTimeoutError('No token came in time. Try again later.', { noToken: true });
}

function timeUsedUp(): KardTimeoutError {
	return new KardTimeoutError(
		'The time for this step was used up. Send fewer rows at once, or allow more time.',
	);
}

function cancelled(): KardAbortError {
	return new KardAbortError('The run was cancelled. Nothing more was sent to Kard.');
}
