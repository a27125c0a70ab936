export { KardClient, type KardClientOptions, type RawRequest } from './client';
export type { KardAuth } from './auth';
export { readCredentials, type ClientCredentials, type ClientCredentialsAuth } from './auth/credentials';
export { requestToken, type TokenRequestOptions } from './auth/requestToken';
export type { GrantedToken, Token } from './auth/tokenRequest';
export { TOKEN_REQUEST_STYLES, type TokenStyle, type TokenStyleChoice } from './auth/tokenStyle';
export type { BulkOptions } from './bulk/plan';
export { refusalOf, type BulkResult, type FailedRow, type SucceededRow } from './bulk/result';
export { systemClock, type Clock } from './clock';
export {
	apiError,
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
	type ValidationIssue,
} from './errors';
export type { RowOptions, WriteOptions } from './execution/executor';
export type { ListInput } from './execution/list';
export type { SingleInput } from './execution/single';
export type { Ids } from './execution/input';
export type { KardMethods, RowOf } from './execution/methods';
export { normalizeEmail } from './fields/email';
export { generateHem } from './fields/hashedEmail';
export { bearer, type Authenticator, type Authorization } from './http/authenticator';
export type { CallContext, RequestOptions } from './http/callContext';
export type { KardPromise, ResponseFacts, WithResponse } from './http/kardPromise';
export { readContent } from './http/response';
export type { Transport, TransportRequest, TransportResponse } from './http/transport';
export { ENVIRONMENTS, readBaseUrl, TOKEN_PATH, type Environment } from './http/url';
export * from './catalogue';
export { defaultableColumns, offeredTypes, rowColumns } from './catalogue/description/rowTypes';
export {
	idNamesOf,
	idOfSubject,
	nounOf,
	operation,
	type AnyOperation,
	type BulkOperation,
	type ListOperation,
	type Resource,
	type RowStatus,
	type SingleOperation,
	type Step,
	type Steps,
} from './catalogue/description/operation';
export * from './catalogueTypes';
export type { KardList, Page } from './execution/kardList';
export { columnMatcher } from './rows/matchColumns';
export { simplifyResource } from './responses/simplify';
export { usualRowSettings, type RowChoices, type RowSettings } from './rows/rowSettings';
export { columnsOf, normalizedName, type Column } from './fields/columns';
export type { FieldInput } from './fields/kind';
export { valuesOf } from './fields/choice';
export {
	readSettings,
	settings,
	settingsFor,
	type ChosenSettings,
	type SettingName,
} from './settings/operationSettings';
export { connection, CONNECTION_ENVIRONMENTS, type ConnectionField } from './settings/connection';
export {
	checkDelivery,
	isBlankKey,
	SIGNATURE_HEADER,
	verifyWebhookSignature,
	type CheckedDelivery,
	type Delivery,
	type DeliveryRules,
} from './notifications/delivery';
export { flattenNotification, type FlatNotification, type NotificationFront } from './notifications/flatten';
export { eventOf, identityOf, readPayload, type NotificationPayload } from './notifications/payload';
export { notificationAttributes, notificationSamples } from './notifications/content';
export { NotificationHistory } from './notifications/history';
export { isSubscribed, subscribe } from './notifications/subscribe';
export { isRefusedEvent } from './notifications/subscriptionErrors';
export {
	namedEvents,
	type ReplacedSubscription,
	type SubscriptionPlan,
} from './notifications/subscriptionPlan';
export { unsubscribe } from './notifications/unsubscribe';
export {
	EVENTS,
	eventTitle,
	isEventName,
	isRetiredEvent,
	RETIRED_EVENTS,
	type EventName,
} from './catalogue/events';
export { listening, otherEvent, type ListeningField } from './settings/listening';
