import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod/v4';
import { rowColumns, type BulkOperation, type Column, type SheetOptions } from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';
import { asError } from './failures';
import { mappedCell } from './mappedCell';

const mapping = z.object({ value: z.record(z.string(), z.unknown()).nullish() });

type Mapping = z.infer<typeof mapping>;

/** Takes the fields out of an item. */
type ItemReader = (item: INodeExecutionData, index: number) => unknown;

/** What a person mapped to the fields that there are. */
function ownEntries({ value }: Mapping, columns: readonly Column[]): [string, unknown][] {
	const keys = new Set(columns.map(({ key }) => key));
	return Object.entries(value ?? {}).filter(([key]) => keys.has(key));
}

/** Reads items as the person mapped them. n8n evaluates only what it has to. */
function itemReader(context: IExecuteFunctions, columns: readonly Column[]): ItemReader {
	const written: unknown = context.getNodeParameter(PARAMETERS.columns, 0, {}, { rawExpressions: true });
	const forAll = mapping.safeParse(written);
	if (forAll.success) {
		const cells = ownEntries(forAll.data, columns).map(
			([key, given]) => [key, mappedCell(context, key, given)] as const,
		);
		return ({ json }, index) => Object.fromEntries(cells.map(([key, read]) => [key, read(json, index)]));
	}
	// Even the whole mapping may be an expression, which has another value for each of them.
	return (_, index) =>
		Object.fromEntries(
			ownEntries(mapping.parse(context.getNodeParameter(PARAMETERS.columns, index)), columns),
		);
}

/**
 * Takes the fields out of each item, as the person mapped them.
 * @returns one row for each item, and how they are to be sent, with why an item could not be mapped
 */
export function mapItems(
	context: IExecuteFunctions,
	operation: BulkOperation,
	options: Omit<SheetOptions, 'columns'>,
): [readonly unknown[], SheetOptions] {
	const read = itemReader(context, rowColumns(operation, options.rowType));
	const unreadable = new Map<number, string>();
	const rows = context.getInputData().map((item, index) => {
		try {
			return read(item, index);
		} catch (error) {
			unreadable.set(index, `the columns could not be mapped. ${asError(error).message}`);
			return undefined;
		}
	});
	return [rows, { ...options, columns: 'byField', unreadable }];
}
