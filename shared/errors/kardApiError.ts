import type { ErrorObject } from './errorDocument';
import { KardError, type KardErrorOptions } from './kardError';

/** Response headers with lower-case names. */
export type Headers = Readonly<Record<string, string>>;

/** What Kard answered. Everything in it has been masked already. */
interface ApiErrorDetails extends KardErrorOptions {
	readonly statusCode: number;
	/** The answer's body, parsed where it was JSON; addresses and card digits are masked. */
	readonly body?: unknown;
	/** The errors that Kard listed, masked likewise. */
	readonly errors?: readonly ErrorObject[];
	readonly headers?: Headers;
}

/** Kard answered, and the answer was no. */
export class KardApiError extends KardError {
	override readonly name: string = 'KardApiError';
	/** The HTTP status; for one row of a bulk write the status that Kard gave this row. */
	readonly statusCode: number;
	/** The answer's body, masked. */
	readonly body: unknown;
	/** The errors that Kard listed. */
	readonly errors: readonly ErrorObject[];
	/** The answer's headers, names in lower case. */
	readonly headers: Headers;

	constructor(message: string, details: ApiErrorDetails) {
		super(message, details);
		this.statusCode = details.statusCode;
		this.body = details.body;
		this.errors = details.errors ?? [];
		this.headers = details.headers ?? {};
	}
}

/** Kard did not accept the credentials (401), or gave no token for them. */
export class KardAuthenticationError extends KardApiError {
	override readonly name = 'KardAuthenticationError';
}

/** The credentials are good but not for this (403). */
export class KardPermissionError extends KardApiError {
	override readonly name = 'KardPermissionError';
}

/** Kard has nothing of that id (404). */
export class KardNotFoundError extends KardApiError {
	override readonly name = 'KardNotFoundError';
}

/** Something of that id exists already (409). */
export class KardConflictError extends KardApiError {
	override readonly name = 'KardConflictError';
}

/** Kard asks to slow down (429). `retryAfterMs` says for how long, where Kard said so. */
export class KardRateLimitError extends KardApiError {
	override readonly name = 'KardRateLimitError';
}

type ApiErrorClass = new (message: string, details: ApiErrorDetails) => KardApiError;

const CLASS_OF_STATUS: Readonly<Record<number, ApiErrorClass>> = {
	401: KardAuthenticationError,
	403: KardPermissionError,
	404: KardNotFoundError,
	409: KardConflictError,
	429: KardRateLimitError,
};

/** The error of the class that belongs to the status. */
export function apiError(message: string, details: ApiErrorDetails): KardApiError {
	const Class = CLASS_OF_STATUS[details.statusCode] ?? KardApiError;
	return new Class(message, details);
}
