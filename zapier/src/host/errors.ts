import type { ZObject } from 'zapier-platform-core';
import { KardApiError, KardAuthenticationError, KardError, KardRateLimitError } from '../../../shared/host';

/** Whether Kard only asks for patience: to slow down, or to come back at a time it names. */
export function isThrottled(error: unknown): error is KardApiError {
	if (error instanceof KardRateLimitError) return true;
	return error instanceof KardApiError && error.statusCode === 503 && error.retryAfterMs !== undefined;
}

/** Zapier runs the step again after so many seconds; when it sees fit, if Kard did not say. */
export function throttled(z: ZObject, message: string, retryAfterMs: number | undefined): Error {
	const seconds = retryAfterMs === undefined ? undefined : Math.max(1, Math.ceil(retryAfterMs / 1_000));
	return new z.errors.ThrottledError(message, seconds);
}

/**
 * The error with its own words only. Zapier's core would write behind them all that the step was given, with what it
 * knows of a person, and of a forged delivery every word.
 */
export function ownWords<E extends Error>(error: E): E {
	return Object.assign(error, { doNotContextify: true });
}

/**
 * The error as Zapier understands it, with its words unchanged. What is no error of the client, such as one that is
 * Zapier's already, stays as it is.
 * @param step whether the token was renewed, so that its refusal cannot be mended by renewing it
 */
export function asZapierError(z: ZObject, error: unknown, step: { readonly tokenRenewed: boolean }): Error {
	if (!(error instanceof Error)) return new z.errors.Error('Something unexpected went wrong.');
	if (!(error instanceof KardError)) return ownWords(error);
	if (error instanceof KardAuthenticationError) {
		const { ExpiredAuthError, RefreshAuthError } = z.errors;
		return ownWords(new (step.tokenRenewed ? ExpiredAuthError : RefreshAuthError)(error.message));
	}
	if (isThrottled(error)) return throttled(z, error.message, error.retryAfterMs);
	const status = error instanceof KardApiError ? error.statusCode : undefined;
	return new z.errors.Error(error.message, error.name, status);
}
