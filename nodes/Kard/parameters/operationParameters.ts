import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import {
	columnsOf,
	settingsFor,
	type AnyOperation,
	type Column,
	type ListOperation,
	type SingleOperation,
} from '../../../shared/host';
import { bulkParameters } from './bulkParameters';
import { fieldCollection, fieldParameter, optionsParameter } from './fieldParameter';
import { idParameters } from './idParameter';
import { PARAMETERS } from './names';
import { valueOf } from './operationNames';
import { withOtherEvent } from './otherEvent';
import { countParameters, simplifyParameter } from './outputParameters';
import { queryColumns } from './queryColumns';

/** A list that is required may be empty, so it begins with what most people choose. */
function requiredParameter(column: Column, displayOptions: IDisplayOptions): INodeProperties {
	return column.input === 'choices'
		? fieldParameter(column, { default: [...column.examples], displayOptions })
		: fieldParameter(column, { required: true, displayOptions });
}

function optionalParameters(all: readonly Column[], displayOptions: IDisplayOptions): INodeProperties[] {
	const optional = withOtherEvent(
		all,
		all.filter((column) => !column.required),
	);
	if (optional.length === 0) return [];
	return [
		fieldCollection(optional, {
			displayName: 'Additional Fields',
			name: PARAMETERS.attributes,
			placeholder: 'Add field',
			displayOptions,
		}),
	];
}

function singleParameters(operation: SingleOperation, displayOptions: IDisplayOptions): INodeProperties[] {
	const attributes = operation.attributes ? columnsOf(operation.attributes) : [];
	const query = operation.query ? columnsOf(operation.query) : [];
	return [
		...idParameters(operation, displayOptions),
		...attributes
			.filter((column) => column.required)
			.map((column) => requiredParameter(column, displayOptions)),
		...optionalParameters(attributes, displayOptions),
		...(operation.method === 'DELETE' ? [] : [simplifyParameter(displayOptions)]),
		...optionsParameter([...query, ...settingsFor(operation)], displayOptions),
	];
}

function listParameters(operation: ListOperation, displayOptions: IDisplayOptions): INodeProperties[] {
	const { filters, others } = queryColumns(operation);
	return [
		...idParameters(operation, displayOptions),
		...countParameters(displayOptions),
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
