import type { INodeProperties } from 'n8n-workflow';
import { operations, type Resource } from '../../../shared/host';
import { authentication } from './credentials';
import { sorted } from './fieldParameter';
import { PARAMETERS } from './names';
import { resources, valueOf } from './operationNames';
import { operationParameters } from './operationParameters';
import { shareParameters } from './shareParameters';
import { labelExpression } from './subtitle';

const resource: INodeProperties = {
	displayName: 'Resource',
	name: PARAMETERS.resource,
	type: 'options',
	noDataExpression: true,
	options: sorted(resources.map(({ name, title }) => ({ name: title, value: name }))),
	default: 'user',
};

function operationChoice({ name }: Resource): INodeProperties[] {
	const own = operations.filter((operation) => operation.resource.name === name);
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
		displayOptions: { show: { [PARAMETERS.resource]: [name] } },
		options: sorted(options),
		default: String(first.value),
	};
	return [choice];
}

const operationLabel = labelExpression(
	'$parameter["operation"]',
	Object.fromEntries(operations.map((operation) => [valueOf(operation), operation.title])),
);
const resourceLabel = labelExpression(
	'$parameter["resource"]',
	Object.fromEntries(resources.map(({ name, title }) => [name, title])),
);

/** What stands below the name of the Kard node: `Create or Update: User`. */
export const subtitle = `={{ ${operationLabel} + ": " + ${resourceLabel} }}`;

/** Every parameter of the Kard node. */
export const parameters: INodeProperties[] = [
	authentication,
	resource,
	...resources.flatMap(operationChoice),
	...resources.flatMap(({ name }) =>
		shareParameters(
			operations.filter((operation) => operation.resource.name === name).map(operationParameters),
		),
	),
];
