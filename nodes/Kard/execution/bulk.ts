import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import {
	describeColumns,
	describeFailures,
	sendSheet,
	type BulkOperation,
	type KardClient,
	type SheetResult,
} from '../../../shared/host';
import { FORM } from '../parameters/formNames';
import { BY_HAND, PARAMETERS } from '../parameters/names';
import { textParameter } from '../parameters/textParameter';
import { isCancelled } from './failures';
import { addHints } from './hints';
import { asHtml } from './html';
import { mapItems } from './mapItems';
import { rowItems } from './rowItems';
import { rowOptions } from './rowOptions';

/** Stops the run with one error that says why rows failed, how far it came, and what was understood of the columns. */
function stop(context: IExecuteFunctions, sheet: SheetResult): NodeOperationError {
	const { title, description } = describeFailures(sheet, FORM);
	// Without the number of an item: n8n counts from zero, and a message that names rows would seem to contradict it.
	return new NodeOperationError(context.getNode(), title, {
		description: asHtml([description, ...describeColumns(sheet).sentences].join('\n')),
	});
}

/** Writes all items together and gives one output item for each, in order. */
export async function executeBulk(
	context: IExecuteFunctions,
	client: KardClient,
	operation: BulkOperation,
): Promise<INodeExecutionData[]> {
	const rowType = operation.rowType && (textParameter(context, operation.rowType.key, 0) || undefined);
	const options = { ...rowOptions(context, operation, rowType), rowType };
	const isByHand = context.getNodeParameter(PARAMETERS.mapping, 0, '') === BY_HAND;
	const sheet = isByHand
		? await sendSheet(client, operation, ...mapItems(context, operation, options))
		: await sendSheet(
				client,
				operation,
				context.getInputData().map(({ json }) => json),
				{ ...options, columns: 'recognize' },
			);
	// After a cancellation n8n keeps what is returned and loses what was done when an error is thrown.
	const mayStop = !context.continueOnFail() && !isCancelled(context);
	// Who only checks wants to see every row.
	if (sheet.failed.length > 0 && mayStop && options.checkOnly !== true) throw stop(context, sheet);
	addHints(context, sheet);
	return rowItems(context, sheet);
}
