/** The door for hosts: beside the client, the catalogue, its columns, settings and results. */
export * from './index';
export { readCredentials, type ClientCredentials } from './auth/credentials';
export { requestToken } from './auth/requestToken';
export type { GrantedToken } from './auth/tokenRequest';
export { TOKEN_REQUEST_STYLES } from './auth/tokenStyle';
export { addressOf } from './connection/address';
export { checkConnection, type ConnectionToCheck } from './connection/checkConnection';
export { connectClient, ownOrganization } from './connection/ownOrganization';
export { errorCodeOf, withMessage } from './errors';
export { chosenQuery } from './execution/chosenQuery';
export type { Ids } from './execution/input';
export { bearer } from './http/authenticator';
export { ENVIRONMENTS, readBaseUrl, TOKEN_PATH } from './http/url';
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
	type SingleOperation,
	type Step,
} from './catalogue/description/operation';
export { dateFiller } from './recognition/dateFiller';
export { readColumns } from './recognition/readColumns';
export { sendSheet, type SheetOptions } from './sheets/sendSheet';
export type { RowOutcome, SheetResult } from './sheets/result';
export { describeColumns } from './sheets/describeColumns';
export { describeFailures, type FormNames } from './sheets/describeFailures';
export { summarize } from './sheets/summarize';
export { pickedFrom, type PickableList } from './picking/pickedFrom';
export { pickItems, type PickableItems } from './picking/pickItems';
export { relatedTo, simplifyResource } from './responses/simplify';
export { usualRowSettings } from './rows/rowSettings';
export { columnsOf, normalizedName, type Column } from './fields/columns';
export type { FieldInput } from './fields/kind';
export { valuesOf } from './fields/choice';
export { settings, settingsFor } from './settings/operationSettings';
export { readSettings } from './settings/readSettings';
export { connection, CONNECTION_ENVIRONMENTS, type ConnectionField } from './settings/connection';
export {
	checkDelivery,
	isBlankKey,
	SIGNATURE_HEADER,
	type CheckedDelivery,
	type Delivery,
	type DeliveryRules,
} from './notifications/delivery';
export { flattenNotification } from './notifications/flatten';
export { identityOf, readPayload, type NotificationPayload } from './notifications/payload';
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
