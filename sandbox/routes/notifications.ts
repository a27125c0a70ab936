import type { SandboxContext } from '../context/sandboxContext';
import { isTaken } from '../delivery/deliveryQueue';
import { DELIVERY_STATUSES, type SentNotification } from '../delivery/sentNotification';
import { apiError } from '../http/apiError';
import type { ApiRequest } from '../http/apiRequest';
import type { ApiResponse } from '../http/apiResponse';
import { linksOf, pageOf } from '../http/paging';
import { choiceIn, timeIn } from '../http/query';
import { OPTIONAL_LINKS, type ResponseShape, under } from '../http/responseShape';
import { type EventName, eventNamesBy } from '../resources/eventNames';
import type { Endpoint } from './endpoint';

const NOTIFICATIONS = '/v2/issuers/{organizationId}/notifications';
const USUAL_PAGE_SIZE = 200;

const LISTED: ResponseShape = {
	optional: [
		...['links', ...OPTIONAL_LINKS, ...under('meta', 'total page')],
		...under('data.attributes', 'statusCode errorMessage'),
	],
	enums: under('data.attributes', 'eventName status'),
};

/** The operations on notifications that were sent. */
export const notificationEndpoints = [
	{
		route: 'listNotifications',
		method: 'GET',
		path: NOTIFICATIONS,
		scope: 'notifications:read',
		shape: LISTED,
		handle: listNotifications,
	},
	{
		route: 'replayNotification',
		method: 'POST',
		path: `${NOTIFICATIONS}/{eventId}/replay`,
		scope: 'notifications:write',
		handle: replayNotification,
	},
] as const satisfies readonly Endpoint[];

function listNotifications(
	{ query }: ApiRequest,
	{ notifications: { log }, readings }: SandboxContext,
): ApiResponse {
	const isWanted = filterOf(query, eventNamesBy(readings));
	const found = log.notifications
		// Several may share one id and one moment: only its place in the log is unique.
		.map((notification, index) => ({ notification, place: log.deletedCount + index }))
		.filter(({ notification }) => isWanted(notification))
		.reverse();
	const page = pageOf(found, query, ({ place }) => String(place), { usual: USUAL_PAGE_SIZE });
	const body = {
		data: page.items.map(({ notification }) => resource(notification)),
		meta: { pageSize: page.size, hasNextPage: page.next !== undefined },
		links: linksOf(NOTIFICATIONS, query, page),
	};
	return { status: 200, body };
}

function filterOf(query: URLSearchParams, eventNames: readonly EventName[]) {
	const eventName = choiceIn(query, 'filter[eventName]', eventNames);
	const status = choiceIn(query, 'filter[status]', DELIVERY_STATUSES);
	const after = timeIn(query, 'filter[after]') ?? -Infinity;
	const before = timeIn(query, 'filter[before]') ?? Infinity;
	return (notification: SentNotification) =>
		(eventName === undefined || notification.eventName === eventName) &&
		(status === undefined || notification.status === status) &&
		notification.createdAt > after &&
		notification.createdAt < before;
}

function resource({ eventId, eventName, createdAt, attempts, status }: SentNotification) {
	const attributes = {
		eventId,
		eventName,
		timestamp: new Date(createdAt).toISOString(),
		lastAttemptAt: new Date(attempts.at(-1)?.at ?? createdAt).toISOString(),
		status,
		attempts: attempts.length,
		...outcomeOf(attempts, status),
	};
	return { type: 'notification', id: eventId, attributes };
}

/** The outcome of the last attempt; of a failed delivery, that of the last failed attempt, since others may have been taken. */
function outcomeOf(attempts: SentNotification['attempts'], status: SentNotification['status']) {
	const last = attempts.findLast((attempt) => status !== 'delivery_failed' || !isTaken(attempt));
	if (last?.status === undefined) return last === undefined ? {} : { errorMessage: last.error };
	const { status: statusCode } = last;
	return isTaken(last)
		? { statusCode }
		: { statusCode, errorMessage: `The webhook answered with ${String(statusCode)}.` };
}

function replayNotification(
	{ ids: { eventId = '' } }: ApiRequest,
	{ notifications }: SandboxContext,
): ApiResponse {
	const place = { id: eventId };
	const entry = notifications.log.find(eventId);
	if (entry === undefined) throw apiError(404, `There is no notification ${eventId}.`, place);
	const { body, eventName } = entry;
	if (body === undefined)
		throw apiError(404, `The notification ${eventId} is too old to be replayed.`, place);
	const urls = notifications.urlsOf(eventName);
	if (urls.length === 0) throw apiError(409, `There is no enabled subscription of ${eventName}.`, place);
	void notifications.redeliver(entry, body, urls);
	return { status: 202, body: { data: { eventId } } };
}
