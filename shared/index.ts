export { KardClient, type KardClientOptions, type RawRequest } from './client';
export type { KardAuth } from './auth';
export type { ClientCredentialsAuth } from './auth/credentials';
export type { BulkOptions } from './bulk/work';
export type { BulkResult, FailedRow, SucceededRow } from './bulk/result';
export * from './catalogueTypes';
export type { RowStatus } from './catalogue/description/bulkRows';
export { systemClock, type Clock } from './clock';
export {
	KardAbortError,
	KardApiError,
	KardAuthenticationError,
	KardConflictError,
	KardError,
	KardNetworkError,
	KardNotFoundError,
	KardPermissionError,
	KardRateLimitError,
	KardTimeoutError,
	KardValidationError,
	type ErrorCode,
	type ValidationIssue,
} from './errors';
export type { OneByOneOptions, RowOptions, WriteOptions } from './execution/executor';
export type { UpdateOptions } from './execution/update';
export type { KardList, Page } from './execution/kardList';
export type { KardMethods, RowOf } from './execution/methods';
export { normalizeEmail } from './fields/email';
export { generateHem } from './fields/hashedEmail';
export type { Authenticator, Authorization } from './http/authenticator';
export type { CallContext, RequestOptions } from './http/callContext';
export type { KardPromise, ResponseFacts, WithResponse } from './http/kardPromise';
export type { Transport, TransportRequest, TransportResponse } from './http/transport';
export type { Environment } from './http/url';
export { verifyWebhookSignature } from './notifications/delivery';
export type { RecognizedColumn } from './recognition/sheetColumns';
export { recognizeColumns } from './recognition/recognizeColumns';
export type { RowChoices } from './rows/rowSettings';
