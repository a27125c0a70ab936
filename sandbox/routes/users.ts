import type { SandboxContext } from '../context/sandboxContext';
import { ApiError, apiError, errorObject, type ErrorObject } from '../http/apiError';
import { type ApiRequest, idIn } from '../http/apiRequest';
import type { ApiResponse } from '../http/apiResponse';
import { jsonOf } from '../http/body';
import { throwWhenAllFailed } from '../http/bulkErrors';
import { errorsOfRow, type Row, rowOf, rowsOf } from '../http/document';
import { type ResponseShape, under } from '../http/responseShape';
import { type StoredUser, userAttributesSchema } from '../resources/user';
import type { Endpoint } from './endpoint';

const MOST_USERS = 100;
const USERS = '/v2/issuers/{organizationId}/users';
const USER = `${USERS}/{userId}`;

const SHAPE: ResponseShape = {
	optional: under(
		'data.attributes',
		'zipCode email hashedEmail phoneNumber birthYear historicalTransactionsSent',
	),
	enums: ['data.attributes.enrolledRewards'],
};
const CREATED = { ...SHAPE, optionalIn207: ['data'] };

/** The operations on users. */
export const userEndpoints = [
	{
		route: 'createUsers',
		method: 'POST',
		path: USERS,
		scope: 'user:write',
		shape: CREATED,
		handle: createUsers,
	},
	{ route: 'getUser', method: 'GET', path: USER, scope: 'user:read', shape: SHAPE, handle: getUser },
	{ route: 'updateUser', method: 'PUT', path: USER, scope: 'user:update', shape: SHAPE, handle: updateUser },
	{ route: 'deleteUser', method: 'DELETE', path: USER, scope: 'user:delete', handle: deleteUser },
] as const satisfies readonly Endpoint[];

/** The user of the path, or a 404. */
export function knownUser(request: ApiRequest, { state }: SandboxContext): StoredUser {
	const userId = idIn(request, 'userId');
	const user = state.users.get(userId);
	if (user === undefined) throw apiError(404, `There is no user ${userId}.`, { id: userId });
	return user;
}

function resource(user: StoredUser) {
	return { type: 'user', id: user.id, attributes: user.attributes };
}

function createUsers(request: ApiRequest, context: SandboxContext): ApiResponse {
	const rows = rowsOf(jsonOf(request.body), ['user'], MOST_USERS);
	const created: StoredUser[] = [];
	const errors: ErrorObject[] = [];
	for (const row of rows) {
		const outcome = createUser(row, context);
		if (Array.isArray(outcome)) errors.push(...outcome);
		else created.push(outcome);
	}
	throwWhenAllFailed(created.length, errors);
	const data = created.map(resource);
	return errors.length === 0 ? { status: 201, body: { data } } : { status: 207, body: { errors, data } };
}

function createUser(row: Row, { state }: SandboxContext): StoredUser | ErrorObject[] {
	const checked = userAttributesSchema.safeParse(row.attributes);
	if (!checked.success) return errorsOfRow(checked.error, row);
	if (state.users.has(row.id)) {
		const place = { id: row.id, source: { pointer: `${row.pointer}/id` } };
		return [errorObject(409, `A user with the id ${row.id} exists already.`, place)];
	}
	const user = { id: row.id, attributes: checked.data };
	state.users.set(user.id, user);
	return user;
}

function getUser(request: ApiRequest, context: SandboxContext): ApiResponse {
	return { status: 200, body: { data: resource(knownUser(request, context)) } };
}

function updateUser(request: ApiRequest, context: SandboxContext): ApiResponse {
	const before = knownUser(request, context);
	const row = rowOf(jsonOf(request.body), 'user');
	if (row.id !== before.id) {
		throw apiError(400, `The id ${row.id} in the document is not the id in the path.`, {
			id: row.id,
			source: { pointer: '/data/id' },
		});
	}
	const checked = userAttributesSchema.safeParse(row.attributes);
	if (!checked.success) throw new ApiError(400, errorsOfRow(checked.error, row));
	const former = context.readings.userPut === 'keeps' ? before.attributes : {};
	const attributes = { ...former, ...checked.data, ...historySent(before, checked.data) };
	const user = { id: before.id, attributes };
	context.state.users.set(user.id, user);
	return { status: 200, body: { data: resource(user) } };
}

/** `historicalTransactionsSent` only ever changes to true: false is refused, and leaving it out changes nothing. */
function historySent(before: StoredUser, after: { historicalTransactionsSent?: boolean | undefined }) {
	if (before.attributes.historicalTransactionsSent !== true) return {};
	if (after.historicalTransactionsSent === false) {
		throw apiError(400, 'historicalTransactionsSent is true and cannot be set back to false.', {
			id: before.id,
			source: { pointer: '/data/attributes/historicalTransactionsSent' },
		});
	}
	return { historicalTransactionsSent: true };
}

function deleteUser(request: ApiRequest, context: SandboxContext): ApiResponse {
	const user = knownUser(request, context);
	context.state.deleteUser(user.id);
	return { status: 200, body: { data: { type: 'user', id: user.id, attributes: {} } } };
}
