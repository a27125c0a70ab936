import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { rowColumns, type BulkOperation, type Column } from '../../../shared/host';
import { forType, shownFor, typesOf } from './displayed';
import { BY_HAND, PARAMETERS } from './names';

/** A model has no columns that could be recognized: it fills in fields. */
function mappingChoices(displayOptions: IDisplayOptions): INodeProperties[] {
	const choice: INodeProperties = {
		displayName: 'Columns',
		name: PARAMETERS.mapping,
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Recognize Them',
				value: 'recognize',
				description:
					'Fields are found by what the columns are called and what is in them. The output says what was found; Check Only shows it before anything is sent.',
			},
			{
				name: 'Map by Hand',
				value: BY_HAND,
				description: 'You say for each field which column it is taken from',
			},
		],
		default: 'recognize',
		description: 'How it is known which column is which field',
	};
	return [
		{ ...choice, displayOptions: shownFor(displayOptions, { '@tool': [false] }) },
		{ ...choice, default: BY_HAND, displayOptions: shownFor(displayOptions, { '@tool': [true] }) },
	];
}

/** n8n's mapper has no room for the help of a field, so it stands below it. */
function helpParameter(columns: readonly Column[], displayOptions: IDisplayOptions): INodeProperties {
	const lines = columns
		.filter(({ rare }) => rare !== true)
		.map(({ title, description }) => `<li>${title}: ${description}</li>`);
	return {
		displayName: `<ul>${lines.join('')}</ul>`,
		name: 'fieldHelp',
		type: 'notice',
		default: '',
		displayOptions,
	};
}

function mapperParameter({ rowType }: BulkOperation, displayOptions: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Fields',
		name: PARAMETERS.columns,
		type: 'resourceMapper',
		noDataExpression: true,
		// The fields that are kept out of sight at first are those that say so, as long as there is no value yet.
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			loadOptionsDependsOn: [PARAMETERS.operation, ...(rowType ? [rowType.key] : [])],
			resourceMapper: {
				resourceMapperMethod: 'columns',
				mode: 'add',
				valuesLabel: 'Fields',
				fieldWords: { singular: 'field', plural: 'fields' },
				multiKeyMatch: false,
				supportAutoMap: false,
			},
		},
		displayOptions,
	};
}

/** How items become rows: the choice, and what is filled in for mapping by hand. */
export function mappingParameters(
	operation: BulkOperation,
	displayOptions: IDisplayOptions,
): INodeProperties[] {
	const byHand = shownFor(displayOptions, { [PARAMETERS.mapping]: [BY_HAND] });
	return [
		...mappingChoices(displayOptions),
		mapperParameter(operation, byHand),
		...typesOf(operation).map((type) =>
			helpParameter(rowColumns(operation, type), forType(operation, type, byHand)),
		),
	];
}
