/** What every error of the client has in common. `message` is written for the person who runs the automation. */
export interface KardErrorOptions {
	/**
	 * Whether Kard may have carried out the request although no usable answer came: after a time-out, a dropped
	 * connection or a server error. Sending it again is then the way to find out.
	 */
	readonly outcomeUnknown?: boolean;
	/** How long Kard asked to wait before the next request, in milliseconds. */
	readonly retryAfterMs?: number | undefined;
	/** Whether it is about the token: the request that it was meant for was not sent. */
	readonly noToken?: boolean;
	/** What led to it, masked. */
	readonly cause?: unknown;
}

/** The base of every error the client throws or reports. It never holds a secret, an address or a card number. */
export class KardError extends Error {
	override readonly name: string = 'KardError';
	/** Whether Kard may have carried out the request all the same. */
	readonly outcomeUnknown: boolean;
	/** How long Kard asked to wait before the next request, in milliseconds; undefined when it did not ask. */
	readonly retryAfterMs: number | undefined;
	/** Whether no token could be had, so that the request itself was not sent. */
	readonly noToken: boolean;

	constructor(message: string, options: KardErrorOptions = {}) {
		super(message, options.cause === undefined ? {} : { cause: options.cause });
		this.outcomeUnknown = options.outcomeUnknown ?? false;
		this.retryAfterMs = options.retryAfterMs;
		this.noToken = options.noToken ?? false;
	}
}

/** No answer came in time: one attempt took longer than `timeoutMs`, or the call longer than `deadlineMs`. */
export class KardTimeoutError extends KardError {
	override readonly name = 'KardTimeoutError';
}

/** The connection could not be made, or was dropped before the answer came. */
export class KardNetworkError extends KardError {
	override readonly name = 'KardNetworkError';
	/** The code of the operating system or of the HTTP client, such as `ECONNRESET`. */
	readonly code: string | undefined;

	constructor(message: string, options: KardErrorOptions & { readonly code?: string | undefined } = {}) {
		super(message, options);
		this.code = options.code;
	}
}

/** The caller stopped the call through its abort signal. */
export class KardAbortError extends KardError {
	override readonly name = 'KardAbortError';
}

/** One thing that is wrong with what was to be sent. */
export interface ValidationIssue {
	/** The field, in Kard's names: `amount`, `merchant.name`. Empty when the row as a whole is meant. */
	readonly path: string;
	/** What was expected and how to mend it. Never repeats personal or card data. */
	readonly message: string;
}

/** What was to be sent is not something Kard can take. No request was made. */
export class KardValidationError extends KardError {
	override readonly name = 'KardValidationError';
	readonly issues: readonly ValidationIssue[];

	constructor(message: string, issues: readonly ValidationIssue[]) {
		super(message);
		this.issues = issues;
	}
}
