import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { z } from 'zod/v4';
import {
	columnMatcher,
	KardError,
	refusalOf,
	rowColumns,
	type BulkOperation,
	type FailedRow,
	type KardClient,
	type SucceededRow,
} from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';
import { textParameter } from '../parameters/textParameter';
import { asError, failedItem, isCancelled, wordsOf, type Failure } from './failures';
import { rowOptions } from './rowOptions';

/** How many reasons the error of a stopped run lists; the rest is counted. */
const LISTED = 5;

const mapping = z.object({
	mappingMode: z.string(),
	value: z.record(z.string(), z.unknown()).nullish(),
});

interface MappedRows {
	/** One row for each item; nothing where the item could not be mapped. */
	readonly rows: readonly unknown[];
	/** Why an item could not be mapped, by its place. */
	readonly unmapped: ReadonlyMap<number, string>;
}

/**
 * An item as Kard documents it, `{type, id, attributes}`, goes out whole. Other services have items with an object
 * called `attributes` as well, but no fields in it and no type beside it.
 */
function asDocumented({ type, id, attributes, ...others }: IDataObject): IDataObject | undefined {
	const isResource = typeof type === 'string' && typeof attributes === 'object' && attributes !== null;
	return isResource && Object.keys(others).length === 0 ? { type, id, attributes } : undefined;
}

/** Takes the fields out of each item, automatically or as the person mapped them. */
function mapItems(
	context: IExecuteFunctions,
	operation: BulkOperation,
	rowType: string | undefined,
): MappedRows {
	const columns = rowColumns(operation, rowType);
	const automatic = columnMatcher(columns);
	const keys = new Set(columns.map(({ key }) => key));
	const unmapped = new Map<number, string>();
	const rows = context.getInputData().map((item, index) => {
		try {
			const { mappingMode, value } = mapping.parse(context.getNodeParameter(PARAMETERS.columns, index));
			if (mappingMode === 'autoMapInputData') return asDocumented(item.json) ?? automatic(item.json);
			return Object.fromEntries(Object.entries(value ?? {}).filter(([key]) => keys.has(key)));
		} catch (error) {
			unmapped.set(index, `the columns could not be mapped. ${asError(error).message}`);
			return undefined;
		}
	});
	return { rows, unmapped };
}

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
	unmapped: MappedRows['unmapped'],
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
	const output = new Map([
		...failures.map((row) => [row.index, failedItem(context, row)] as const),
		...result.succeeded.map((row) => [row.index, succeededItem(row)] as const),
	]);
	return rows.flatMap((_, index) => output.get(index) ?? []);
}
