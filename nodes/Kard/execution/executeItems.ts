import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { chosenOperation, executeOperation } from './executeOperation';
import { failedItem } from './failedItem';
import { asNodeError, failureJson, isCancelled } from './failures';
import { unknownRow } from './rowItems';

/** One failed item for each input item: nothing could be done for any of them. */
function allFailed(context: IExecuteFunctions, caught: unknown): INodeExecutionData[] {
	const operation = chosenOperation(context);
	const row = operation?.kind === 'bulk' ? unknownRow(operation) : {};
	return context
		.getInputData()
		.map((_, index) => failedItem(context, index, { ...failureJson(index, caught), ...row }));
}

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
