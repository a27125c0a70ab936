import type { PlainInputField } from 'zapier-platform-core';
import { columnsOf, type AnyOperation, type Ids } from '../../../shared/host';
import { inputField, textOf } from './inputField';
import { picker } from './pickers';
import { refuseUnreadable } from './readable';

/** The fields of the ids in the path of an operation, each with a way to pick the ID where there is one. */
export function idFields({ ids }: Pick<AnyOperation, 'ids'>): PlainInputField[] {
	return columnsOf(ids).map((column) => inputField(column, picker(column)));
}

/**
 * The ids in the path of an operation, as the person gave them.
 * @throws KardValidationError for what cannot be one ID
 */
export function idsOf({ ids }: Pick<AnyOperation, 'ids'>, inputs: Readonly<Record<string, unknown>>): Ids {
	return Object.fromEntries(
		columnsOf(ids).map((column) => {
			refuseUnreadable(column, inputs[column.key]);
			return [column.key, textOf(inputs[column.key])];
		}),
	);
}
