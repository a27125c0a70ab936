import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { executeOperation } from './executeOperation';
import { allFailed, asNodeError, isCancelled } from './failures';

/**
 * Runs the chosen operation on the items.
 *
 * An error must not leave the node while it is set to go on: n8n would hand the input items on as if they had
 * succeeded.
 * @throws NodeOperationError
 */
export async function executeItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	if (context.getInputData().length === 0) return [];
	try {
		return await executeOperation(context);
	} catch (caught) {
		if (context.continueOnFail() && !isCancelled(context)) return allFailed(context, caught);
		throw asNodeError(context, caught);
	}
}
