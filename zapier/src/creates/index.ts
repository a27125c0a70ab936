import type { Create } from 'zapier-platform-core';
import { notificationOperations, transactionOperations, userOperations } from '../../../shared/index';
import type { StepLimits } from '../host/step';
import { changeOne, deleteOne } from './changeOne';
import { createLines } from './createLines';
import { createRow } from './createRow';

/** The key of the action that enrolls one user, which also stands behind Find or Create User. */
export const CREATE_USER = 'create_user';

const DESCRIPTIONS = {
	[CREATE_USER]: 'Enrolls a new user, and leaves one that exists already as it is.',
	create_or_update_user: 'Enrolls a new user, or replaces the attributes of one that exists already.',
	update_user: 'Replaces the attributes of a user. Attributes that are left out are not kept.',
	delete_user: 'Takes a user out of the rewards program. The same ID can be enrolled again.',
	create_users: 'Enrolls many users from line items, and tells what became of each.',
	submit_transaction: 'Sends a transaction of an enrolled user. Sending it again changes nothing.',
	submit_transactions:
		'Sends many transactions from line items, and tells what became of each. Sending them again changes nothing.',
	request_audit: 'Asks Kard to look into a transaction whose reward is missing or not right.',
	replay_notification:
		'Asks Kard to deliver a notification again, to whoever is subscribed to its event now.',
};

function words(key: keyof typeof DESCRIPTIONS) {
	return { key, description: DESCRIPTIONS[key] };
}

/** Every action that writes to Kard, in the order in which people meet them. */
export function creates(limits: StepLimits): Record<string, Create> {
	const { create, createOrUpdate, update, delete: remove } = userOperations;
	const { submit, createAudit } = transactionOperations;
	const { replay } = notificationOperations;
	const all = [
		createRow(create, words(CREATE_USER), limits),
		createRow(createOrUpdate, words('create_or_update_user'), limits),
		changeOne(update, words('update_user'), limits),
		deleteOne(remove, words('delete_user'), limits),
		createLines(create, words('create_users'), limits),
		createRow(submit, words('submit_transaction'), limits),
		createLines(submit, words('submit_transactions'), limits),
		changeOne(createAudit, { ...words('request_audit'), label: 'Request Audit' }, limits),
		changeOne(replay, words('replay_notification'), limits),
	];
	return Object.fromEntries(all.map((action) => [action.key, action]));
}
