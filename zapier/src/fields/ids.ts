import type { PlainInputField } from 'zapier-platform-core';
import { columnsOf, type AnyOperation, type Ids } from '../../../shared/host';
import { inputField, textOf } from './inputField';

/** The fields of the ids in the path of an operation. */
export function idFields({ ids }: Pick<AnyOperation, 'ids'>): PlainInputField[] {
	return columnsOf(ids).map((column) => inputField(column));
}

/** The ids in the path of an operation, as the person gave them. */
export function idsOf({ ids }: Pick<AnyOperation, 'ids'>, inputs: Readonly<Record<string, unknown>>): Ids {
	return Object.fromEntries(columnsOf(ids).map(({ key }) => [key, textOf(inputs[key])]));
}
