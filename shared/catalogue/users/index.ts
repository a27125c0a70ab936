import { z } from 'zod/v4';
import { openChoice } from '../../fields/choice';
import { operation } from '../description/operation';
import { resource, someText } from '../description/shapes';
import { ENROLLED_REWARDS, userAttributes, userChanges, userId, userRow } from './fields';

/** A user as Kard answers with it. Attributes that Kard adds over time are passed through. */
const userResource = resource({
	enrolledRewards: z.array(openChoice(ENROLLED_REWARDS)),
	zipCode: someText,
	email: someText,
	hashedEmail: someText,
	phoneNumber: someText,
	birthYear: someText,
	historicalTransactionsSent: z.boolean(),
});

const user = { name: 'user', title: 'User' } as const;

const USERS = '/v2/issuers/{organizationId}/users';
const USER = `${USERS}/{userId}` as const;
const sample = {
	type: 'user',
	id: 'user-10293',
	attributes: { enrolledRewards: ['CARDLINKED'], zipCode: '30301', birthYear: '1990' },
};

const enrolling = {
	kind: 'bulk',
	resource: user,
	method: 'POST',
	path: USERS,
	scope: 'user:write',
	success: [201, 207],
	rows: { user: userRow },
	limit: 100,
	naming: { taken: 'listed' },
} as const;

const get = operation({
	kind: 'single',
	client: 'users.get',
	resource: user,
	title: 'Get',
	action: 'Get a user',
	description: 'Look up one user by ID',
	method: 'GET',
	path: USER,
	ids: { userId },
	about: 'userId',
	scope: 'user:read',
	success: [200],
	answer: userResource,
	steps: { one: { key: 'find_user', sentence: 'Finds a user by ID.', label: 'Find User' } },
	sample,
});

const update = operation({
	kind: 'single',
	client: 'users.update',
	resource: user,
	title: 'Update',
	action: 'Update a user',
	description: 'Change attributes of one user, and keep those that are left out',
	method: 'PUT',
	path: USER,
	ids: { userId },
	about: 'userId',
	scope: 'user:update',
	success: [200],
	attributes: userChanges,
	merge: { read: get, whole: userAttributes },
	answer: userResource,
	steps: {
		one: {
			key: 'update_user',
			sentence: 'Changes attributes of a user, and keeps those that are left out.',
		},
	},
	sample,
});

/** The operations on users. Kard takes at most 100 users in one request. */
export const userOperations = {
	create: operation({
		...enrolling,
		client: 'users.create',
		title: 'Create',
		action: 'Create users',
		description: 'Enroll users, and leave those that exist already as they are',
		accepted: 'created',
		steps: {
			one: {
				key: 'create_user',
				sentence: 'Enrolls a new user, and leaves one that exists already as it is.',
			},
			many: {
				key: 'create_users',
				sentence: 'Enrolls many users from line items, and tells what became of each.',
			},
		},
		sample: { id: 'user-10293', status: 'created' },
	}),
	createOrUpdate: operation({
		...enrolling,
		client: 'users.createOrUpdate',
		title: 'Create or Update',
		action: 'Create or update users',
		description: 'Enroll users, and update those that exist already; what a row leaves out is kept',
		accepted: 'created',
		onConflict: update,
		steps: {
			one: {
				key: 'create_or_update_user',
				sentence: 'Enrolls a new user, or updates one that exists already, and keeps what is left out.',
			},
			many: {
				key: 'create_or_update_users',
				sentence: 'Enrolls many users from line items, and updates those that exist already.',
			},
		},
		sample: { id: 'user-10293', status: 'updated' },
	}),
	get,
	update,
	delete: operation({
		kind: 'single',
		client: 'users.delete',
		resource: user,
		title: 'Delete',
		action: 'Delete a user',
		description: 'Take one user out of the rewards program; the same ID can be enrolled again',
		method: 'DELETE',
		path: USER,
		ids: { userId },
		about: 'userId',
		scope: 'user:delete',
		success: [200],
		answer: userResource,
		steps: {
			one: {
				key: 'delete_user',
				sentence: 'Takes a user out of the rewards program. The same ID can be enrolled again.',
			},
		},
		sample: { type: 'user', id: 'user-10293', attributes: {} },
	}),
};
