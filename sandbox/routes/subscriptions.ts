import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../context/sandboxContext';
import { ApiError, apiError, errorObject } from '../http/apiError';
import type { ApiRequest } from '../http/apiRequest';
import type { ApiResponse } from '../http/apiResponse';
import { jsonOf } from '../http/body';
import { errorsOfRow, type NewRow, newRowOf, newRowsOf } from '../http/document';
import { choiceIn } from '../http/query';
import { eventNamesBy } from '../resources/eventNames';
import { type StoredSubscription, subscriptionSchemas } from '../resources/subscription';
import type { Endpoint } from './endpoint';

/** Kard publishes no limit. */
const MOST_SUBSCRIPTIONS = 100;
const SUBSCRIPTIONS = '/v2/issuers/{organizationId}/subscriptions';

/** The operations on subscriptions. As with Kard, there is none to delete one. */
export const subscriptionEndpoints = [
	{
		route: 'listSubscriptions',
		method: 'GET',
		path: SUBSCRIPTIONS,
		scope: 'notifications:read',
		handle: listSubscriptions,
	},
	{
		route: 'createSubscriptions',
		method: 'POST',
		path: SUBSCRIPTIONS,
		scope: 'notifications:write',
		handle: createSubscriptions,
	},
	{
		route: 'updateSubscription',
		method: 'PATCH',
		path: `${SUBSCRIPTIONS}/{subscriptionId}`,
		scope: 'notifications:write',
		handle: updateSubscription,
	},
] as const satisfies readonly Endpoint[];

function resource({ id, attributes }: StoredSubscription) {
	return { type: 'subscription', id, attributes };
}

function listSubscriptions({ query }: ApiRequest, { state, readings }: SandboxContext): ApiResponse {
	const eventName = choiceIn(query, 'filter[eventName]', eventNamesBy(readings));
	const found = [...state.subscriptions.values()].filter(
		({ attributes }) => eventName === undefined || attributes.eventName === eventName,
	);
	return { status: 200, body: { data: found.map(resource) } };
}

/** All or nothing: Kard publishes no response that could say which ones were created. */
function createSubscriptions(request: ApiRequest, context: SandboxContext): ApiResponse {
	const rows = newRowsOf(jsonOf(request.body), 'subscription', MOST_SUBSCRIPTIONS);
	const read = rows.map((row) => readSubscription(row, context));
	const bad = read.flatMap((outcome) => (Array.isArray(outcome) ? outcome : []));
	if (bad.length > 0) throw new ApiError(400, bad);
	const wanted = read.flatMap((outcome) => (Array.isArray(outcome) ? [] : [outcome]));
	refuseTaken(wanted, rows, context);
	for (const subscription of wanted) context.state.subscriptions.set(subscription.id, subscription);
	return { status: 201, body: { data: wanted.map(resource) } };
}

function readSubscription(row: NewRow, { readings }: SandboxContext) {
	const checked = subscriptionSchemas(readings).created.safeParse(row.attributes);
	return checked.success ? { id: randomUUID(), attributes: checked.data } : errorsOfRow(checked.error, row);
}

/** Refuses the whole request with 409 when a place is taken, be it by an earlier row of the same request. */
function refuseTaken(
	wanted: readonly StoredSubscription[],
	rows: readonly NewRow[],
	context: SandboxContext,
): void {
	const before = [...context.state.subscriptions.values()];
	const errors = wanted.flatMap((subscription, index) => {
		if (!isTaken(subscription, [...before, ...wanted.slice(0, index)], context)) return [];
		const pointer = `${rows[index]?.pointer ?? '/data'}/attributes/eventName`;
		return [errorObject(409, takenDetail(subscription), { source: { pointer } })];
	});
	if (errors.length > 0) throw new ApiError(409, errors);
}

function isTaken(
	{ id, attributes }: StoredSubscription,
	others: readonly StoredSubscription[],
	{ readings }: SandboxContext,
): boolean {
	return others.some(
		(other) =>
			other.id !== id &&
			other.attributes.eventName === attributes.eventName &&
			(readings.subscriptions === 'one' || other.attributes.webhookUrl === attributes.webhookUrl),
	);
}

function takenDetail({ attributes: { eventName } }: StoredSubscription): string {
	return `There is a subscription of ${eventName} already. Update that one.`;
}

function updateSubscription(request: ApiRequest, context: SandboxContext): ApiResponse {
	const before = knownSubscription(request, context);
	const row = newRowOf(jsonOf(request.body), 'subscription');
	const checked = subscriptionSchemas(context.readings).changed.safeParse(row.attributes);
	if (!checked.success) throw new ApiError(400, errorsOfRow(checked.error, { ...row, id: before.id }));
	const { eventName, webhookUrl, enabled } = checked.data;
	const after = {
		id: before.id,
		attributes: {
			eventName: eventName ?? before.attributes.eventName,
			webhookUrl: webhookUrl ?? before.attributes.webhookUrl,
			enabled: enabled ?? before.attributes.enabled,
		},
	};
	// Kard publishes no 409 for an update.
	if (isTaken(after, [...context.state.subscriptions.values()], context)) {
		throw apiError(400, takenDetail(after), { id: after.id, source: { pointer: '/data/attributes' } });
	}
	context.state.subscriptions.set(after.id, after);
	return { status: 200, body: { data: resource(after) } };
}

function knownSubscription(
	{ ids: { subscriptionId = '' } }: ApiRequest,
	{ state }: SandboxContext,
): StoredSubscription {
	const subscription = state.subscriptions.get(subscriptionId);
	if (subscription !== undefined) return subscription;
	throw apiError(404, `There is no subscription ${subscriptionId}.`, { id: subscriptionId });
}
