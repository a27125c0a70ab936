import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { KardError, type AnyOperation } from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';
import { operationNamed } from '../parameters/operationNames';
import { connect } from '../connection/connect';
import { executeBulk } from './bulk';
import { forEachItem } from './forEachItem';
import { listForItem } from './list';
import { singleForItem } from './single';

function chosenNames(context: IExecuteFunctions): [resource: string, operation: string] {
	return [
		context.getNodeParameter(PARAMETERS.resource, 0),
		context.getNodeParameter(PARAMETERS.operation, 0),
	];
}

/** The operation that a person chose; undefined where there is no such one. */
export function chosenOperation(context: IExecuteFunctions): AnyOperation | undefined {
	return operationNamed(...chosenNames(context));
}

/** Runs the chosen operation: bulk writes take all items together, everything else goes item by item. */
export async function executeOperation(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(context);
	if (operation === undefined) {
		const [resource, name] = chosenNames(context);
		throw new KardError(`There is no operation "${name}" on "${resource}". Choose one from the list.`);
	}
	const client = await connect(context);
	switch (operation.kind) {
		case 'bulk':
			return await executeBulk(context, client, operation);
		case 'single':
			return await forEachItem(context, singleForItem(context, client, operation));
		case 'list':
			return await forEachItem(context, listForItem(context, client, operation));
	}
}
