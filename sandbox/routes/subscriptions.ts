import { randomUUID } from 'node:crypto';
import { jsonOf } from '../body';
import { errorsOfRow, newRowOf, newRowsOf, type NewRow } from '../document';
import type { Answer, Call, Endpoint, World } from '../endpoint';
import { errorObject, Refusal, refusal } from '../errors';
import { eventNamesBy } from '../events';
import { choiceIn } from '../query';
import { subscriptionSchemas, type StoredSubscription } from '../subscriptionRules';

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

function listSubscriptions({ query }: Call, { state, readings }: World): Answer {
	const eventName = choiceIn(query, 'filter[eventName]', eventNamesBy(readings));
	const found = [...state.subscriptions.values()].filter(
		({ attributes }) => eventName === undefined || attributes.eventName === eventName,
	);
	return { status: 200, body: { data: found.map(resource) } };
}

/** All or nothing: no answer is published that could tell which ones were created. */
function createSubscriptions(call: Call, world: World): Answer {
	const rows = newRowsOf(jsonOf(call.body), 'subscription', MOST_SUBSCRIPTIONS);
	const read = rows.map((row) => readSubscription(row, world));
	const bad = read.flatMap((outcome) => (Array.isArray(outcome) ? outcome : []));
	if (bad.length > 0) throw new Refusal(400, bad);
	const wanted = read.flatMap((outcome) => (Array.isArray(outcome) ? [] : [outcome]));
	refuseTaken(wanted, rows, world);
	for (const subscription of wanted) world.state.putSubscription(subscription);
	return { status: 201, body: { data: wanted.map(resource) } };
}

function readSubscription(row: NewRow, { readings }: World) {
	const checked = subscriptionSchemas(readings).created.safeParse(row.attributes);
	return checked.success ? { id: randomUUID(), attributes: checked.data } : errorsOfRow(checked.error, row);
}

/** Refuses the whole request with 409 when a place is taken, be it by an earlier row of the same request. */
function refuseTaken(wanted: readonly StoredSubscription[], rows: readonly NewRow[], world: World): void {
	const before = [...world.state.subscriptions.values()];
	const errors = wanted.flatMap((subscription, index) => {
		if (!isTaken(subscription, [...before, ...wanted.slice(0, index)], world)) return [];
		const pointer = `${rows[index]?.pointer ?? '/data'}/attributes/eventName`;
		return [errorObject(409, takenDetail(subscription), { source: { pointer } })];
	});
	if (errors.length > 0) throw new Refusal(409, errors);
}

function isTaken(
	{ id, attributes }: StoredSubscription,
	others: readonly StoredSubscription[],
	{ readings }: World,
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

function updateSubscription(call: Call, world: World): Answer {
	const before = knownSubscription(call, world);
	const row = newRowOf(jsonOf(call.body), 'subscription');
	const checked = subscriptionSchemas(world.readings).changed.safeParse(row.attributes);
	if (!checked.success) throw new Refusal(400, errorsOfRow(checked.error, { ...row, id: before.id }));
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
	if (isTaken(after, [...world.state.subscriptions.values()], world)) {
		throw refusal(400, takenDetail(after), { id: after.id, source: { pointer: '/data/attributes' } });
	}
	world.state.putSubscription(after);
	return { status: 200, body: { data: resource(after) } };
}

function knownSubscription({ ids: { subscriptionId = '' } }: Call, { state }: World): StoredSubscription {
	const subscription = state.subscriptions.get(subscriptionId);
	if (subscription !== undefined) return subscription;
	throw refusal(404, `There is no subscription ${subscriptionId}.`, { id: subscriptionId });
}
