import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod/v4';
import { readColumns, rowColumns, type BulkOperation, type Column } from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';
import { asError } from './failures';
import { mappedCell } from './mappedCell';

const mapping = z.object({
	mappingMode: z.string(),
	value: z.record(z.string(), z.unknown()).nullish(),
});

type Mapping = z.infer<typeof mapping>;

/** Takes the fields out of an item. */
type ItemReader = (item: INodeExecutionData, index: number) => unknown;

/** Items as rows. */
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

/** What a person mapped to the fields that there are. */
function ownEntries({ value }: Mapping, columns: readonly Column[]): [string, unknown][] {
	const keys = new Set(columns.map(({ key }) => key));
	return Object.entries(value ?? {}).filter(([key]) => keys.has(key));
}

/** Reads items as the person mapped them. n8n evaluates only what it has to. */
function byHand(context: IExecuteFunctions, entries: readonly [string, unknown][]): ItemReader {
	const cells = entries.map(([key, given]) => [key, mappedCell(context, key, given)] as const);
	return ({ json }, index) => Object.fromEntries(cells.map(([key, read]) => [key, read(json, index)]));
}

/** Reads the items, automatically or as the person mapped them. */
function itemReader(context: IExecuteFunctions, columns: readonly Column[]): ItemReader {
	const rows = context.getInputData().map(({ json }) => json);
	const { fieldsOf } = readColumns(columns, rows);
	const automatic = ({ json }: INodeExecutionData) => asDocumented(json) ?? fieldsOf(json);
	const written: unknown = context.getNodeParameter(PARAMETERS.columns, 0, {}, { rawExpressions: true });
	const forAll = mapping.safeParse(written);
	if (forAll.success && !forAll.data.mappingMode.startsWith('=')) {
		const isAutomatic = forAll.data.mappingMode === 'autoMapInputData';
		return isAutomatic ? automatic : byHand(context, ownEntries(forAll.data, columns));
	}
	// Even how items are mapped may be an expression, which has another value for each of them.
	return (item, index) => {
		const own = mapping.parse(context.getNodeParameter(PARAMETERS.columns, index));
		if (own.mappingMode === 'autoMapInputData') return automatic(item);
		return Object.fromEntries(ownEntries(own, columns));
	};
}

/**
 * Takes the fields out of each item, automatically or as the person mapped them.
 * @param rowType the type of the rows, where the operation has several
 */
export function mapItems(
	context: IExecuteFunctions,
	operation: BulkOperation,
	rowType: string | undefined,
): MappedRows {
	const read = itemReader(context, rowColumns(operation, rowType));
	const unmapped = new Map<number, string>();
	const rows = context.getInputData().map((item, index) => {
		try {
			return read(item, index);
		} catch (error) {
			unmapped.set(index, `the columns could not be mapped. ${asError(error).message}`);
			return undefined;
		}
	});
	return { rows, unmapped };
}
