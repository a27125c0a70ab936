import type { FieldType, IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Column, FieldInput } from '../../../shared/host';
import { PARAMETERS } from './names';

/** n8n writes one sentence without a full stop, and several with one. */
export function n8nDescription(description: string): string {
	return /[.!?] /.test(description) ? description : description.replace(/\.$/, '');
}

/** n8n lists five and more choices by their label; fewer keep their own order. */
export function sorted<T extends { name: string }>(options: T[]): T[] {
	return options.length < 5 ? options : [...options].sort((a, b) => a.name.localeCompare(b.name));
}

/** The values of a choice with their labels, as n8n wants them. */
export function optionsOf({ choices, meanings = {} }: Column): INodePropertyOptions[] {
	return Object.entries(choices).map(([value, name]) => {
		const { [value]: meaning } = meanings;
		return { name, value, ...(meaning !== undefined && { description: n8nDescription(meaning) }) };
	});
}

/** n8n's own way to a value that is not on a list; without the flag the editor marks it as a mistake. */
const ANOTHER: Pick<INodeProperties, 'allowArbitraryValues'> = { allowArbitraryValues: true };
const HOW_TO_GIVE_ANOTHER = 'Choose from the list, or give another one using an expression.';

type Shape = Pick<
	INodeProperties,
	'type' | 'default' | 'options' | 'typeOptions' | 'placeholder' | 'allowArbitraryValues'
>;

/** How a field is filled in in n8n. */
interface Form {
	/** The type of its column in a resource mapper. */
	readonly mapped: FieldType;
	/** Its parameter. */
	readonly parameter: (column: Column) => Shape;
}

function usual(column: Column): string | number | boolean {
	return column.default ?? column.examples[0];
}

const choosing = (column: Column) => ({
	options: sorted(optionsOf(column)),
	...(column.isOpen ? ANOTHER : {}),
});
const typed = ({ examples }: Column): Shape => ({
	type: 'string',
	default: '',
	placeholder: `e.g. ${String(examples[0])}`,
});

/** How each field is filled in in n8n. */
export const FORMS: Readonly<Record<FieldInput, Form>> = {
	text: { mapped: 'string', parameter: typed },
	email: {
		mapped: 'string',
		parameter: () => ({ type: 'string', default: '', placeholder: 'name@email.com' }),
	},
	amount: { mapped: 'number', parameter: typed },
	number: {
		mapped: 'number',
		parameter: (column) => ({
			type: 'number',
			default: usual(column),
			...(column.minimum === undefined ? {} : { typeOptions: { minValue: column.minimum } }),
		}),
	},
	date: { mapped: 'dateTime', parameter: () => ({ type: 'dateTime', default: '' }) },
	boolean: {
		mapped: 'boolean',
		parameter: (column) => ({ type: 'boolean', default: column.default ?? false }),
	},
	choice: {
		mapped: 'options',
		parameter: (column) => ({ type: 'options', default: usual(column), ...choosing(column) }),
	},
	choices: {
		mapped: 'options',
		parameter: (column) => ({ type: 'multiOptions', default: [], ...choosing(column) }),
	},
};

function descriptionOf({ description, isOpen }: Column): string {
	return n8nDescription(isOpen ? `${description} ${HOW_TO_GIVE_ANOTHER}` : description);
}

/** A field as a parameter of the node. */
export function fieldParameter(column: Column, more: Partial<INodeProperties> = {}): INodeProperties {
	return {
		displayName: column.title,
		name: column.key,
		...FORMS[column.input].parameter(column),
		description: descriptionOf(column),
		...more,
	};
}

/** In a collection a choice to which Kard adds begins with no value: whoever adds it has not chosen yet. */
function beginningEmpty({ input, isOpen, default: usualValue }: Column): Partial<INodeProperties> {
	return input === 'choice' && isOpen === true && usualValue === undefined ? { default: '' } : {};
}

/** Fields as the optional entries of a collection, by their labels as n8n lists them. */
export function fieldCollection(
	columns: readonly Column[],
	collection: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder' | 'displayOptions'> & {
		description?: string;
	},
): INodeProperties {
	const entries = columns.map((column) => fieldParameter(column, beginningEmpty(column)));
	return {
		...collection,
		type: 'collection',
		default: {},
		options: [...entries].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/** Fields as the options of a node; nothing where there are none. */
export function optionsParameter(
	columns: readonly Column[],
	displayOptions?: IDisplayOptions,
): INodeProperties[] {
	if (columns.length === 0) return [];
	return [
		fieldCollection(columns, {
			displayName: 'Options',
			name: PARAMETERS.options,
			placeholder: 'Add option',
			...(displayOptions === undefined ? {} : { displayOptions }),
		}),
	];
}
