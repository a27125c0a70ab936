import type { Create } from 'zapier-platform-core';
import { operations, type AnyOperation } from '../../../shared/host';
import { actionFor, type Action } from '../host/action';
import { apiRequest } from './apiRequest';
import { changeOne, deleteOne } from './changeOne';
import { createLines } from './createLines';
import { createRow } from './createRow';

/** The actions that write what an operation writes; none where the catalogue says so, or where it only reads. */
function createsOf(operation: AnyOperation): Action<Create>[] {
	const { steps } = operation;
	if ('none' in steps || operation.method === 'GET') return [];
	const { one, many } = steps;
	if (operation.kind === 'single') {
		const makeOne = operation.method === 'DELETE' ? deleteOne : changeOne;
		return one ? [actionFor(one, (limits) => makeOne(operation, one, limits))] : [];
	}
	if (operation.kind !== 'bulk') return [];
	return [
		...(one ? [actionFor(one, (limits) => createRow(operation, one, limits))] : []),
		...(many ? [actionFor(many, (limits) => createLines(operation, many, limits))] : []),
	];
}

/** Every action that writes to Kard, in the order of the catalogue, and the one for everything else. */
export const creates: readonly Action<Create>[] = [...operations.flatMap(createsOf), apiRequest];
