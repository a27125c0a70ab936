import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Column } from '../../../shared/index';

/** n8n writes one sentence without a full stop, and several with one. */
export function n8nDescription(description: string): string {
	return /[.!?] /.test(description) ? description : description.replace(/\.$/, '');
}

/** n8n lists five and more choices by their label; fewer keep their own order. */
export function sorted<T extends { name: string }>(options: T[]): T[] {
	return options.length < 5 ? options : [...options].sort((a, b) => a.name.localeCompare(b.name));
}

function choicesOf(column: Column): INodePropertyOptions[] {
	return sorted(Object.entries(column.choices).map(([value, name]) => ({ name, value })));
}

/** n8n's own way to a value that is not on a list; without the flag the editor marks it as a mistake. */
const ANOTHER: Pick<INodeProperties, 'allowArbitraryValues'> = { allowArbitraryValues: true };
const HOW_TO_GIVE_ANOTHER = 'Choose from the list, or give another one using an expression.';

type Shape = 'type' | 'default' | 'options' | 'typeOptions' | 'placeholder' | 'allowArbitraryValues';

function shape(column: Column): Pick<INodeProperties, Shape> {
	const [example] = column.examples;
	switch (column.kind) {
		case 'choice':
			return { type: 'options', options: choicesOf(column), default: defaultOf(column), ...another(column) };
		case 'choices':
			return { type: 'multiOptions', options: choicesOf(column), default: [], ...another(column) };
		case 'boolean':
			return { type: 'boolean', default: column.default ?? false };
		case 'wholeNumber':
			return { type: 'number', default: defaultOf(column), typeOptions: { minValue: column.minimum ?? 1 } };
		case 'date':
			return { type: 'dateTime', default: '' };
		case 'email':
			return { type: 'string', default: '', placeholder: 'name@email.com' };
		default:
			return { type: 'string', default: '', placeholder: `e.g. ${String(example)}` };
	}
}

function defaultOf(column: Column): string | number | boolean {
	return column.default ?? column.examples[0];
}

function another({ open }: Column): Pick<INodeProperties, 'allowArbitraryValues'> {
	return open === undefined ? {} : ANOTHER;
}

function descriptionOf({ description, open }: Column): string {
	return n8nDescription(open === undefined ? description : `${description} ${HOW_TO_GIVE_ANOTHER}`);
}

/** A field as a parameter of the node. */
export function fieldParameter(column: Column, more: Partial<INodeProperties> = {}): INodeProperties {
	return {
		displayName: column.title,
		name: column.key,
		...shape(column),
		description: descriptionOf(column),
		...more,
	};
}

/** Fields as the optional entries of a collection, by their labels as n8n lists them. */
export function fieldCollection(
	columns: readonly Column[],
	collection: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder' | 'displayOptions'> & {
		description?: string;
	},
): INodeProperties {
	const entries = columns.map((column) => fieldParameter(column));
	return {
		...collection,
		type: 'collection',
		default: {},
		options: [...entries].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}
