import { z } from 'zod/v4';
import { userAttributes, userId, userResource, userRow } from './user';
import type { BulkOperation, SingleOperation } from './operation';

const USERS = '/v2/issuers/{organizationId}/users';
const USER = `${USERS}/{userId}`;
const ids = z.strictObject({ userId });
const user = {
	type: 'user',
	id: 'user-10293',
	attributes: { enrolledRewards: ['CARDLINKED'], zipCode: '30301', birthYear: '1990' },
};

const update = {
	kind: 'single',
	resource: 'user',
	name: 'update',
	title: 'Update',
	action: 'Update a user',
	description: 'Replace the attributes of one user; attributes that are left out are not kept',
	method: 'PUT',
	path: USER,
	scope: 'user:update',
	idempotent: true,
	ids,
	attributes: userAttributes,
	answer: userResource,
	sample: user,
} as const satisfies SingleOperation;

const enrolling = {
	kind: 'bulk',
	resource: 'user',
	method: 'POST',
	path: USERS,
	scope: 'user:write',
	idempotent: true,
	rows: { user: userRow },
	limit: 100,
	accepted: 'created',
	answers: { taken: 'listed' },
} as const;

/** The operations on users. Kard takes at most 100 users in one request. */
export const userOperations = {
	create: {
		...enrolling,
		name: 'create',
		title: 'Create',
		action: 'Create users',
		description: 'Enroll users, and leave those that exist already as they are',
		sample: { id: 'user-10293', status: 'created' },
	},
	createOrUpdate: {
		...enrolling,
		name: 'createOrUpdate',
		title: 'Create or Update',
		action: 'Create or update users',
		description: 'Enroll users, and replace the attributes of those that exist already',
		onConflict: update,
		sample: { id: 'user-10293', status: 'updated' },
	},
	get: {
		kind: 'single',
		resource: 'user',
		name: 'get',
		title: 'Get',
		action: 'Get a user',
		description: 'Look up one user by ID',
		method: 'GET',
		path: USER,
		scope: 'user:read',
		idempotent: true,
		ids,
		answer: userResource,
		sample: user,
	},
	update,
	delete: {
		kind: 'single',
		resource: 'user',
		name: 'delete',
		title: 'Delete',
		action: 'Delete a user',
		description: 'Take one user out of the rewards program; the same ID can be enrolled again',
		method: 'DELETE',
		path: USER,
		scope: 'user:delete',
		idempotent: true,
		ids,
		answer: userResource,
		sample: { type: 'user', id: 'user-10293', attributes: {} },
	},
} as const satisfies Record<string, BulkOperation | SingleOperation>;
