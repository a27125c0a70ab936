import { KardApiError } from './kardApiError';
import { KardAbortError, KardNetworkError, KardTimeoutError, KardValidationError } from './kardError';

/**
 * What went wrong, as one stable word for whoever routes failures. `invalid`: it was refused before it was sent;
 * `refused`: Kard refused it; `duplicate`: Kard has it already, or it is in the input twice; `not_sent`: it was not
 * sent, because the run ended before; `outcome_unknown`: nobody can tell whether Kard took it.
 */
export type ErrorCode =
	| 'invalid'
	| 'refused'
	| 'duplicate'
	| 'unauthorized'
	| 'forbidden'
	| 'not_found'
	| 'conflict'
	| 'rate_limited'
	| 'timeout'
	| 'network'
	| 'server_error'
	| 'unexpected_response'
	| 'cancelled'
	| 'not_sent'
	| 'outcome_unknown'
	| 'unexpected';

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
	401: 'unauthorized',
	403: 'forbidden',
	404: 'not_found',
	408: 'server_error',
	409: 'conflict',
	429: 'rate_limited',
};

function codeOfStatus(status: number): ErrorCode {
	const own = CODE_OF_STATUS[status];
	if (own !== undefined) return own;
	if (status >= 500) return 'server_error';
	return status >= 400 ? 'refused' : 'unexpected_response';
}

/** The code of an error of the client, or of anything else that was thrown (`unexpected`). */
export function errorCodeOf(error: unknown): ErrorCode {
	if (error instanceof KardValidationError) return 'invalid';
	if (error instanceof KardApiError) return codeOfStatus(error.statusCode);
	if (error instanceof KardTimeoutError) return 'timeout';
	if (error instanceof KardNetworkError) return 'network';
	return error instanceof KardAbortError ? 'cancelled' : 'unexpected';
}
