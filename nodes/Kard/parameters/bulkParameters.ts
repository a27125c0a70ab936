import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import {
	defaultableColumns,
	offeredTypes,
	settingsFor,
	type BulkOperation,
	type Column,
} from '../../../shared/host';
import { forType, typesOf } from './displayed';
import { fieldParameter, n8nDescription, optionsOf } from './fieldParameter';
import { mappingParameters } from './mappingParameters';
import { PARAMETERS } from './names';
import { NONE } from './noneChoice';

/** Settings that change what is sent, and so stay in sight instead of among the options. Nobody chooses them for you. */
const IN_SIGHT = new Set(['amounts']);

const OUTPUT_OPTIONS: readonly INodeProperties[] = [
	{
		displayName: 'Include Input Columns',
		name: PARAMETERS.includeInput,
		type: 'boolean',
		default: false,
		description: 'Whether to hand on each item\'s own columns as well, under "input"',
	},
	{
		displayName: 'Include Recognized Columns',
		name: PARAMETERS.includeColumns,
		type: 'boolean',
		default: false,
		description:
			'Whether to tell in each item which column became which field, and which were not sent, under "columns"',
	},
];

function rowTypeParameter(operation: BulkOperation, displayOptions: IDisplayOptions): INodeProperties[] {
	const types = offeredTypes(operation.rows);
	const [first] = types;
	const { rowType } = operation;
	if (first === undefined || rowType === undefined) return [];
	return [
		{
			displayName: rowType.title,
			name: rowType.key,
			type: 'options',
			noDataExpression: true,
			options: types.map(({ type, title, description }) => ({ name: title, value: type, description })),
			default: String(first.type),
			description: n8nDescription(rowType.description),
			displayOptions,
		},
	];
}

function collection(
	entries: readonly INodeProperties[],
	words: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder' | 'description' | 'displayOptions'>,
): INodeProperties {
	const options = [...entries].sort((a, b) => a.displayName.localeCompare(b.displayName));
	return { ...words, type: 'collection', default: {}, options };
}

/** Nothing chosen is nothing said, so an empty list is a choice of its own. */
function defaultEntry(column: Column): INodeProperties {
	return fieldParameter(column, column.input === 'choices' ? { options: [...optionsOf(column), NONE] } : {});
}

/** The parameters of a bulk write: how items become rows, and what holds for all of them. */
export function bulkParameters(operation: BulkOperation, displayOptions: IDisplayOptions): INodeProperties[] {
	const settings = settingsFor(operation);
	const isInSight = ({ key }: Column) => IN_SIGHT.has(key);
	const options = settings.filter((column) => !isInSight(column)).map((column) => fieldParameter(column));
	return [
		...rowTypeParameter(operation, displayOptions),
		...settings
			.filter(isInSight)
			.map((column) => fieldParameter(column, { default: '', required: true, displayOptions })),
		...mappingParameters(operation, displayOptions),
		...typesOf(operation).map((type) =>
			collection(defaultableColumns(operation, type).map(defaultEntry), {
				displayName: 'Default Values',
				name: PARAMETERS.defaults,
				placeholder: 'Add default value',
				description: `Values for ${operation.resource.name}s whose own column is missing or empty`,
				displayOptions: forType(operation, type, displayOptions),
			}),
		),
		collection([...options, ...OUTPUT_OPTIONS], {
			displayName: 'Options',
			name: PARAMETERS.options,
			placeholder: 'Add option',
			displayOptions,
		}),
	];
}
