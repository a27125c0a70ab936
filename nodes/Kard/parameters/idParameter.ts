import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { columnsOf, pickedFrom, type ListOperation, type SingleOperation } from '../../../shared/host';
import { fieldParameter } from './fieldParameter';

/** The method that finds what an id can be picked from. */
const SEARCH = 'searchItems';

/** An id that can be picked from a list, or written down. */
function locatorParameter(field: INodeProperties, { ids, resource }: ListOperation): INodeProperties {
	const { placeholder = '', ...rest } = field;
	const owners = columnsOf(ids).map(({ key }) => key);
	return {
		...rest,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		...(owners.length > 0 && { typeOptions: { loadOptionsDependsOn: owners } }),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Choose ${/^[aeiou]/.test(resource.name) ? 'an' : 'a'} ${resource.name}...`,
				typeOptions: { searchListMethod: SEARCH, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder },
		],
	};
}

/** The parameters for the ids of what an operation is about; what Kard lists can be picked. */
export function idParameters(
	operation: SingleOperation | ListOperation,
	displayOptions: IDisplayOptions,
): INodeProperties[] {
	return columnsOf(operation.ids).map((column) => {
		const field = fieldParameter(column, { required: true, displayOptions });
		const list = pickedFrom(operation, column.key);
		return list === undefined ? field : locatorParameter(field, list);
	});
}
