import type { PlainInputField } from 'zapier-platform-core';
import type { Column, FieldInput } from '../../../shared/host';
import { refuseUnreadable } from './readable';

/** How a person says "none of these", where leaving a field empty would mean "as it is". */
const NONE = { none: 'None' };

/** How a field is filled in in Zapier. */
type Form = Pick<PlainInputField, 'list'> & Required<Pick<PlainInputField, 'type'>>;

/**
 * How each field is filled in in Zapier. Only what Zapier reads just as the client does has a type. Amounts and dates
 * stay text: Zapier would round the one and guess the order of the other.
 */
const FORMS: Readonly<Record<FieldInput, Form>> = {
	text: { type: 'string' },
	email: { type: 'string' },
	amount: { type: 'string' },
	number: { type: 'integer' },
	date: { type: 'string' },
	boolean: { type: 'boolean' },
	choice: { type: 'string' },
	choices: { type: 'string', list: true },
};

/** A field of a step, from its description. */
export function inputField(
	column: Column,
	{ required = column.required, ...more }: Partial<PlainInputField> = {},
): PlainInputField {
	const form = FORMS[column.input];
	const hasChoices = Object.keys(column.choices).length > 0;
	return {
		key: column.key,
		label: column.title,
		helpText: column.description,
		...form,
		...(required && { required }),
		...(hasChoices ? { choices: { ...column.choices } } : { placeholder: String(column.examples[0]) }),
		...(column.default === undefined ? {} : { default: String(column.default) }),
		...more,
	};
}

/** A field of what is written, where a list may be written as empty, which is not the same as leaving it as it is. */
export function writtenField(column: Column, more: Partial<PlainInputField> = {}): PlainInputField {
	const field = inputField(column, more);
	return field.list === true && field.choices ? { ...field, choices: { ...column.choices, ...NONE } } : field;
}

/** The usual value of a field on a form that makes something new; what exists already keeps what it has. */
export function usualValue({ usual }: Column, isOnlyNew: boolean): Partial<PlainInputField> {
	return isOnlyNew && usual !== undefined ? { default: usual } : {};
}

/**
 * A field of a line item. A list is one text there, as it is in a cell of a sheet. It has no default, which Zapier would
 * fill in in every line, the empty ones included.
 */
export function lineField(column: Column, more: Partial<PlainInputField> = {}): PlainInputField {
	return inputField({ ...column, default: undefined }, { list: false, ...more });
}

/** What a person gave for a field; a list of one is that one, so that "none" can be said in a list. */
function given(value: unknown): unknown {
	return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/**
 * The values of these fields, out of all that Zapier hands over; what was left empty stays out.
 * @throws KardValidationError for a value that cannot be meant, such as a placeholder
 */
export function valuesOf(
	columns: readonly Column[],
	inputs: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const column of columns) {
		const value = given(inputs[column.key]);
		if (isEmpty(value)) continue;
		refuseUnreadable(column, value);
		values[column.key] = value;
	}
	return values;
}

function isEmpty(value: unknown): boolean {
	return (
		value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
	);
}

/** The text of a field that names one thing. */
export function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
