import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import {
	KardError,
	refusalOf,
	type BulkOperation,
	type FailedRow,
	type KardClient,
	type SucceededRow,
} from '../../../shared/host';
import { textParameter } from '../parameters/textParameter';
import { failedItem, isCancelled, wordsOf, type Failure } from './failures';
import { mapItems } from './mapItems';
import { rowOptions } from './rowOptions';

/** How many reasons the error of a stopped run lists; the rest is counted. */
const LISTED = 5;

function succeededItem({ index, id, status, duplicateOf, notes }: SucceededRow): INodeExecutionData {
	const first = duplicateOf === undefined ? {} : { duplicateOfRow: duplicateOf + 1 };
	const noted = notes && { notes: [...notes] };
	return { json: { id, status, ...first, ...noted }, pairedItem: { item: index } };
}

/** Stops the run with one error that says how far it came, and why the rest did not. */
function stop(
	context: IExecuteFunctions,
	reason: string | undefined,
	failures: readonly Failure[],
	accepted: number,
): NodeOperationError {
	const counts = `Of ${failures.length + accepted} rows ${accepted} were accepted and ${failures.length} were not.`;
	const listed = failures.slice(0, LISTED).map((failure) => wordsOf(context, failure));
	const more = failures.length > LISTED ? [`And ${failures.length - LISTED} more.`] : [];
	return new NodeOperationError(context.getNode(), reason ?? counts, {
		description: [...(reason === undefined ? [] : [counts]), ...listed, ...more].join('\n'),
		...(failures[0] === undefined ? {} : { itemIndex: failures[0].index }),
	});
}

/** A row that failed; one that could not be mapped was not sent for that reason. */
function asFailure(
	{ index, id, field, reason, error }: FailedRow,
	unmapped: ReadonlyMap<number, string>,
): Failure {
	const notMapped = unmapped.get(index);
	if (notMapped !== undefined) return { index, id, reason: notMapped, error: new KardError(notMapped) };
	return { index, id, reason, error, ...(field === undefined ? {} : { field }) };
}

/** Writes all items together and gives one output item for each, in order. */
export async function executeBulk(
	context: IExecuteFunctions,
	client: KardClient,
	operation: BulkOperation,
): Promise<INodeExecutionData[]> {
	const rowType = operation.rowType && (textParameter(context, operation.rowType.key, 0) || undefined);
	const { rows, unmapped } = mapItems(context, operation, rowType);
	const result = await client.bulk(operation, rows, { ...rowOptions(context, operation), rowType });
	const failures = result.failed.map((row) => asFailure(row, unmapped));

	// After a cancellation n8n keeps what is returned and loses what was done when an error is thrown.
	if (failures.length > 0 && !context.continueOnFail() && !isCancelled(context)) {
		throw stop(context, refusalOf(result)?.message, failures, result.succeeded.length);
	}
	const output = new Array<INodeExecutionData>(rows.length);
	for (const row of failures) output[row.index] = failedItem(context, row);
	for (const row of result.succeeded) output[row.index] = succeededItem(row);
	return output;
}
