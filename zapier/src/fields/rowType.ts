import type { Bundle, PlainInputField } from 'zapier-platform-core';
import { offeredTypes, type BulkOperation } from '../../../shared/host';
import { textOf } from './inputField';

/** The field by which a person says what the rows are, where an operation takes several types of row. */
export function rowTypeFields({ rows, rowType }: BulkOperation): PlainInputField[] {
	const types = offeredTypes(rows);
	const [first] = types;
	if (first === undefined || rowType === undefined) return [];
	return [
		{
			key: rowType.key,
			label: rowType.title,
			type: 'string',
			default: first.type,
			choices: Object.fromEntries(types.map(({ type, title }) => [type, title])),
			helpText: types.map(({ title, description }) => `${title}: ${description}.`).join(' '),
			altersDynamicFields: true,
		},
	];
}

/** Whether there are several types of row to choose from, so that the fields depend on the choice. */
export function hasRowTypes(operation: BulkOperation): boolean {
	return rowTypeFields(operation).length > 0;
}

/** The type of row that the person chose; undefined where there is nothing to choose. */
export function rowTypeOf({ rowType }: BulkOperation, bundle: Bundle): string | undefined {
	return rowType === undefined ? undefined : textOf(bundle.inputData[rowType.key]) || undefined;
}
