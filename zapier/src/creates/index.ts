import type { Create } from 'zapier-platform-core';
import { operations, type AnyOperation } from '../../../shared/host';
import type { StepLimits } from '../host/step';
import { changeOne, deleteOne } from './changeOne';
import { createLines } from './createLines';
import { createRow } from './createRow';

/** The actions that write what an operation writes; none where the catalogue says so, or where it only reads. */
function createsOf(operation: AnyOperation, limits: StepLimits): Create[] {
	const { steps } = operation;
	if ('none' in steps || operation.method === 'GET') return [];
	if (operation.kind === 'single') {
		const make = operation.method === 'DELETE' ? deleteOne : changeOne;
		return steps.one ? [make(operation, steps.one, limits)] : [];
	}
	if (operation.kind !== 'bulk') return [];
	return [
		...(steps.one ? [createRow(operation, steps.one, limits)] : []),
		...(steps.many ? [createLines(operation, steps.many, limits)] : []),
	];
}

/** Every action that writes to Kard, in the order of the catalogue. */
export function creates(limits: StepLimits): Record<string, Create> {
	const all = operations.flatMap((operation) => createsOf(operation, limits));
	return Object.fromEntries(all.map((action) => [action.key, action]));
}
