export {
	KardAbortError,
	KardError,
	KardNetworkError,
	KardTimeoutError,
	KardValidationError,
	type ValidationIssue,
} from './kardError';
export {
	apiError,
	KardApiError,
	KardAuthenticationError,
	KardConflictError,
	KardNotFoundError,
	KardPermissionError,
	KardRateLimitError,
	type Headers,
} from './kardApiError';
export { errorCodeOf, type ErrorCode } from './errorCode';
export { withMessage, withoutToken } from './withMessage';
