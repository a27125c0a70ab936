import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { defaultableColumns, offeredTypes, settingsFor, type BulkOperation } from '../../../shared/host';
import { fieldCollection, fieldParameter, n8nDescription, optionsParameter } from './fieldParameter';
import { PARAMETERS } from './names';

/** Settings that change what is sent, and so stay in sight instead of among the options. */
const IN_SIGHT = new Set(['amounts']);

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

function mapperParameter({ rowType }: BulkOperation, displayOptions: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Columns',
		name: PARAMETERS.columns,
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'autoMapInputData', value: null },
		typeOptions: {
			loadOptionsDependsOn: [PARAMETERS.operation, ...(rowType ? [rowType.key] : [])],
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
	};
}

/** The parameters of a bulk write: how items become rows, and what holds for all of them. */
export function bulkParameters(operation: BulkOperation, displayOptions: IDisplayOptions): INodeProperties[] {
	const settings = settingsFor(operation);
	return [
		...rowTypeParameter(operation, displayOptions),
		...settings
			.filter(({ key }) => IN_SIGHT.has(key))
			.map((column) => fieldParameter(column, { displayOptions })),
		mapperParameter(operation, displayOptions),
		fieldCollection(defaultableColumns(operation), {
			displayName: 'Default Values',
			name: PARAMETERS.defaults,
			placeholder: 'Add default value',
			description: `Values for ${operation.resource.name}s whose own column is missing or empty`,
			displayOptions,
		}),
		...optionsParameter(
			settings.filter(({ key }) => !IN_SIGHT.has(key)),
			displayOptions,
		),
	];
}
