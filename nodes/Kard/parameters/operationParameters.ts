import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import {
	columnsOf,
	defaultableColumns,
	offeredTypes,
	settingsFor,
	type AnyOperation,
	type BulkOperation,
	type Column,
	type ListOperation,
	type SingleOperation,
} from '../../../shared/index';
import { simplifyParameter } from './common';
import { fieldCollection, fieldParameter, n8nDescription } from './fieldParameter';
import { PARAMETERS, valueOf } from './names';
import { withOtherEvent } from './otherEvent';

/** Settings that change what is sent, and so stand in sight instead of among the options. */
const IN_SIGHT = new Set(['amounts']);

function optionsParameter(columns: readonly Column[], displayOptions: IDisplayOptions): INodeProperties[] {
	if (columns.length === 0) return [];
	return [
		fieldCollection(columns, {
			displayName: 'Options',
			name: PARAMETERS.options,
			placeholder: 'Add option',
			displayOptions,
		}),
	];
}

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

function bulkParameters(operation: BulkOperation, displayOptions: IDisplayOptions): INodeProperties[] {
	const settings = settingsFor(operation);
	const plural = `${operation.resource.name}s`;
	return [
		...rowTypeParameter(operation, displayOptions),
		...settings
			.filter(({ key }) => IN_SIGHT.has(key))
			.map((column) => fieldParameter(column, { displayOptions })),
		{
			displayName: 'Columns',
			name: PARAMETERS.columns,
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'autoMapInputData', value: null },
			typeOptions: {
				loadOptionsDependsOn: [PARAMETERS.operation, ...(operation.rowType ? [operation.rowType.key] : [])],
				resourceMapper: {
					resourceMapperMethod: 'columns',
					mode: 'add',
					fieldWords: { singular: 'field', plural: 'fields' },
					addAllFields: false,
					multiKeyMatch: false,
					supportAutoMap: true,
				},
			},
			displayOptions,
		},
		fieldCollection(defaultableColumns(operation), {
			displayName: 'Default Values',
			name: PARAMETERS.defaults,
			placeholder: 'Add default value',
			description: `Values for ${plural} whose own column is missing or empty`,
			displayOptions,
		}),
		...optionsParameter(
			settings.filter(({ key }) => !IN_SIGHT.has(key)),
			displayOptions,
		),
	];
}

function idParameters(
	operation: SingleOperation | ListOperation,
	displayOptions: IDisplayOptions,
): INodeProperties[] {
	return columnsOf(operation.ids).map((column) => fieldParameter(column, { required: true, displayOptions }));
}

/** A list that is required may be empty, so it begins with what most people choose. */
function requiredParameter(column: Column, displayOptions: IDisplayOptions): INodeProperties {
	return column.input === 'choices'
		? fieldParameter(column, { default: [...column.examples], displayOptions })
		: fieldParameter(column, { required: true, displayOptions });
}

function singleParameters(operation: SingleOperation, displayOptions: IDisplayOptions): INodeProperties[] {
	const attributes = operation.attributes ? columnsOf(operation.attributes) : [];
	const queried = operation.query ? columnsOf(operation.query) : [];
	const optional = withOtherEvent(
		attributes,
		attributes.filter((column) => !column.required),
	);
	return [
		...idParameters(operation, displayOptions),
		...attributes
			.filter((column) => column.required)
			.map((column) => requiredParameter(column, displayOptions)),
		...(optional.length === 0
			? []
			: [
					fieldCollection(optional, {
						displayName: 'Additional Fields',
						name: PARAMETERS.attributes,
						placeholder: 'Add field',
						displayOptions,
					}),
				]),
		...(operation.method === 'DELETE' ? [] : [simplifyParameter(displayOptions)]),
		...optionsParameter([...queried, ...settingsFor(operation)], displayOptions),
	];
}

/** Kard's query names tell what narrows a list (`filter[…]`) from what else can be asked for. */
function isFilter(column: Column): boolean {
	return column.path[0]?.startsWith('filter[') ?? false;
}

function isPaging(column: Column): boolean {
	return column.path[0]?.startsWith('page[') ?? false;
}

/** The parts of a list's query that a person chooses, apart from how far it is read. */
export function queryColumns(operation: ListOperation): {
	filters: readonly Column[];
	others: readonly Column[];
} {
	const columns = columnsOf(operation.query).filter((column) => !isPaging(column));
	return {
		filters: columns.filter(isFilter),
		others: columns.filter((column) => !isFilter(column)),
	};
}

function listParameters(operation: ListOperation, displayOptions: IDisplayOptions): INodeProperties[] {
	const { filters, others } = queryColumns(operation);
	return [
		...idParameters(operation, displayOptions),
		{
			displayName: 'Return All',
			name: PARAMETERS.returnAll,
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
			displayOptions,
		},
		{
			displayName: 'Limit',
			name: PARAMETERS.limit,
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { ...displayOptions.show, [PARAMETERS.returnAll]: [false] } },
		},
		fieldCollection(withOtherEvent(filters, filters), {
			displayName: 'Filters',
			name: PARAMETERS.filters,
			placeholder: 'Add filter',
			displayOptions,
		}),
		simplifyParameter(displayOptions),
		...optionsParameter([...others, ...settingsFor(operation)], displayOptions),
	];
}

/** The parameters of one operation, all from its description. */
export function operationParameters(operation: AnyOperation): INodeProperties[] {
	const displayOptions = {
		show: { [PARAMETERS.resource]: [operation.resource.name], [PARAMETERS.operation]: [valueOf(operation)] },
	};
	switch (operation.kind) {
		case 'bulk':
			return bulkParameters(operation, displayOptions);
		case 'single':
			return singleParameters(operation, displayOptions);
		case 'list':
			return listParameters(operation, displayOptions);
	}
}
