import { apiError, KardApiError, KardAuthenticationError } from './kardApiError';
import {
	KardAbortError,
	KardError,
	KardNetworkError,
	KardTimeoutError,
	KardValidationError,
	type KardErrorOptions,
} from './kardError';
import { framesOf } from './redactedCause';

/** The same error with another message: for one row of the many it is about, say. Its cause and its stack stay. */
export function withMessage(
	error: KardError,
	message: string,
	outcomeUnknown: boolean = error.outcomeUnknown,
	noToken: boolean = error.noToken,
): KardError {
	const { retryAfterMs, cause } = error;
	const copy = copyOf(error, message, { outcomeUnknown, noToken, retryAfterMs, cause });
	copy.stack = [`${copy.name}: ${message}`, ...framesOf(error)].join('\n');
	return copy;
}

function copyOf(error: KardError, message: string, options: KardErrorOptions): KardError {
	if (error instanceof KardApiError) {
		const { statusCode, body, errors, headers } = error;
		const details = { ...options, statusCode, body, errors, headers };
		// One that is about the token may have any status.
		if (error instanceof KardAuthenticationError) return new KardAuthenticationError(message, details);
		return apiError(message, details);
	}
	if (error instanceof KardValidationError) return new KardValidationError(message, error.issues);
	if (error instanceof KardNetworkError)
		return new KardNetworkError(message, { ...options, code: error.code });
	if (error instanceof KardTimeoutError) return new KardTimeoutError(message, options);
	if (error instanceof KardAbortError) return new KardAbortError(message, options);
	return new KardError(message, options);
}

/** The same error, marked as being about the token: what the token was meant for was not sent. */
export function withoutToken(error: KardError): KardError {
	return withMessage(error, error.message, false, true);
}
