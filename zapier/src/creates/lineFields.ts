import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { rowColumns, type BulkOperation, type Column } from '../../../shared/host';
import { lineField } from '../fields/inputField';
import { hasRowTypes, rowTypeFields, rowTypeOf } from '../fields/rowType';
import { defaultFields, defaultLabel, lineSettingFields } from '../fields/settingFields';

/** The key of the field for rows as one text. */
export const ROWS_AS_TEXT = 'rowsAsText';
/** The key of the choice between going on and failing, and the value that fails. */
export const [ON_FAILURE, FAIL] = ['onFailure', 'fail'] as const;

/** The field for rows as one text. */
export const rowsAsText: PlainInputField = {
	key: ROWS_AS_TEXT,
	label: 'Rows as Text',
	helpText:
		'A whole sheet as one text, instead of the fields above: a JSON list of objects, such as Raw Rows of Google Sheets, ' +
		'or CSV with headings in the first line. The columns are recognized by their headings.',
	type: 'text',
};

const onFailure: PlainInputField = {
	key: ON_FAILURE,
	label: 'If a Row Fails',
	helpText:
		'What to do when some rows are not accepted. The rows that are accepted stay so either way, and the step fails when none is.',
	type: 'string',
	default: 'goOn',
	choices: { goOn: 'Go On and Report Each Row', [FAIL]: 'Fail the Step' },
	group: 'settings',
};

/** The key of the line items: `users`. */
export function linesKey({ resource }: BulkOperation): string {
	return `${resource.name}s`;
}

/** The label of the line items: `Users`. */
export function linesLabel({ resource }: BulkOperation): string {
	return `${resource.title}s`;
}

/** How far a field is needed. Zapier itself must not ask for it: an empty cell is a failure of its row and no more. */
function help({ description, required, defaultable, title }: Column): string {
	if (!required) return description;
	const unless = defaultable === true ? `, unless ${defaultLabel(title)} is filled in` : '';
	return `${description} Every row needs it${unless}.`;
}

function needOf({ required, rare }: Column): number {
	return required ? 0 : rare ? 2 : 1;
}

function linesField(operation: BulkOperation, rowType: unknown): PlainInputField {
	const columns = rowColumns(operation, rowType).toSorted((one, other) => needOf(one) - needOf(other));
	const children = columns.map((column) => lineField(column, { required: false, helpText: help(column) }));
	return { key: linesKey(operation), label: linesLabel(operation), children };
}

/** Everything that a person fills in for an action with line items. */
export function lineFields(operation: BulkOperation) {
	const { first, others } = lineSettingFields(operation);
	const lines = hasRowTypes(operation)
		? (_: ZObject, bundle: Bundle): Promise<PlainInputField[]> =>
				Promise.resolve([linesField(operation, rowTypeOf(operation, bundle))])
		: linesField(operation, undefined);
	return [
		...first,
		...rowTypeFields(operation),
		lines,
		rowsAsText,
		...defaultFields(operation),
		onFailure,
		...others,
	];
}
