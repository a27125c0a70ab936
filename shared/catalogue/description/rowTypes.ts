import uniqBy from 'lodash/uniqBy';
import type { z } from 'zod/v4';
import { columnsOf, type Column } from '../../fields/columns';
import type { BulkOperation } from './operation';

/** A type of row, as a person chooses it. */
interface RowType {
	/** Kard's name for it: `coreTransaction`. */
	readonly type: string;
	readonly title: string;
	/** What it is for, without a full stop. */
	readonly description: string;
}

type Rows = Readonly<Record<string, z.ZodType>>;

/**
 * The types of row that people are offered. Those that Kard has retired are marked as deprecated in their schema; a
 * row or a saved workflow may still name them, and Kard's answer decides.
 */
export function offeredTypes(rows: Rows): RowType[] {
	return Object.entries(rows).flatMap(([type, schema]) => {
		const { title = type, description = '', deprecated } = schema.meta() ?? {};
		return deprecated === true ? [] : [{ type, title, description }];
	});
}

/**
 * The columns that rows of an operation have; where it takes several types of row, those of the chosen type.
 * @param rowType the chosen type; the first one holds where it is missing or unknown
 */
export function rowColumns(operation: BulkOperation, rowType: unknown): readonly Column[] {
	const isType = typeof rowType === 'string' && Object.hasOwn(operation.rows, rowType);
	const schema = (isType ? operation.rows[rowType] : undefined) ?? Object.values(operation.rows)[0];
	return schema ? columnsOf(schema) : [];
}

/**
 * The fields for which one value may stand for all rows, in the order of the fields. What has a usual value of its own
 * is not among them.
 * @param rowType the chosen type of row; those of all types where it is left out, each once, as the first type has it
 */
export function defaultableColumns(operation: BulkOperation, rowType?: string): readonly Column[] {
	const types = rowType === undefined ? Object.keys(operation.rows) : [rowType];
	const columns = types
		.flatMap((type) => rowColumns(operation, type))
		.filter((column) => column.defaultable && column.default === undefined);
	return uniqBy(columns, 'key');
}
