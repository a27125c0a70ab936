import { apiError, KardApiError, KardAuthenticationError } from './kardApiError';
import {
	KardAbortError,
	KardError,
	KardNetworkError,
	KardTimeoutError,
	KardValidationError,
} from './kardError';

/** The same error with another message: for one row of the many it is about, say. */
export function reword(
	error: KardError,
	message: string,
	outcomeUnknown: boolean = error.outcomeUnknown,
	noToken: boolean = error.noToken,
): KardError {
	const { retryAfterMs } = error;
	const options = { outcomeUnknown, noToken, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
	if (error instanceof KardApiError) {
		const { statusCode, body, errors, headers } = error;
		const details = { ...options, statusCode, body, errors, headers };
		return error instanceof KardAuthenticationError
			? new KardAuthenticationError(message, details)
			: apiError(message, details);
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
	return reword(error, error.message, false, true);
}
