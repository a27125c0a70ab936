import type { INodeProperties } from 'n8n-workflow';
import { operations, RESOURCES, type ResourceName } from '../../../shared/index';
import { authentication } from './common';
import { sorted } from './fieldParameter';
import { PARAMETERS, resourceNames, valueOf } from './names';
import { operationParameters } from './operationParameters';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: PARAMETERS.resource,
	type: 'options',
	noDataExpression: true,
	options: sorted(resourceNames.map((value) => ({ name: RESOURCES[value], value }))),
	default: 'user',
};

function operationChoice(of: ResourceName): INodeProperties[] {
	const own = operations.filter((operation) => operation.resource === of);
	const options = own.map((operation) => ({
		name: operation.title,
		value: valueOf(operation),
		action: operation.action,
		description: operation.description,
	}));
	const [first] = options;
	if (first === undefined) return [];
	const choice: INodeProperties = {
		displayName: 'Operation',
		name: PARAMETERS.operation,
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { [PARAMETERS.resource]: [of] } },
		options: sorted(options),
		default: String(first.value),
	};
	return [choice];
}

/** Every parameter of the Kard node. */
export const parameters: INodeProperties[] = [
	authentication,
	resource,
	...resourceNames.flatMap(operationChoice),
	...operations.flatMap(operationParameters),
];
