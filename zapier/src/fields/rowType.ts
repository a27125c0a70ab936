import type { Bundle, PlainInputField } from 'zapier-platform-core';
import { TRANSACTION_TYPE, TRANSACTION_TYPES, type BulkOperation } from '../../../shared/index';
import { textOf } from './inputField';

const KEY = 'transactionType';

/** The field by which a person says what the rows are, where an operation takes several types of row. */
export function rowTypeFields(operation: BulkOperation): PlainInputField[] {
	const types = Object.entries(TRANSACTION_TYPES).filter(([type]) => type in operation.rows);
	const [first] = types;
	if (first === undefined) return [];
	return [
		{
			key: KEY,
			label: TRANSACTION_TYPE.title,
			type: 'string',
			required: false,
			default: first[0],
			choices: Object.fromEntries(types.map(([type, { title }]) => [type, title])),
			helpText: types.map(([, { title, description }]) => `${title}: ${description}.`).join(' '),
			altersDynamicFields: true,
		},
	];
}

/** The type of row that the person chose; undefined where there is nothing to choose. */
export function rowTypeOf(bundle: Bundle): string | undefined {
	return textOf(bundle.inputData[KEY]) || undefined;
}
