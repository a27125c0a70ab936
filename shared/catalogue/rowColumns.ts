import { columnsOf, type Column } from '../fields/columns';
import type { BulkOperation } from './operation';

/**
 * The columns that rows of an operation have; where it takes several types of row, those of the chosen type.
 * @param rowType the chosen type; the first one holds where it is missing or unknown
 */
export function rowColumns(operation: BulkOperation, rowType: unknown): readonly Column[] {
	const isType = typeof rowType === 'string' && Object.hasOwn(operation.rows, rowType);
	const schema = (isType ? operation.rows[rowType] : undefined) ?? Object.values(operation.rows)[0];
	return schema ? columnsOf(schema) : [];
}

/** The fields for which one value may stand for all rows; each once, whatever type of row it belongs to. */
export function defaultableColumns(operation: BulkOperation): readonly Column[] {
	const columns = Object.values(operation.rows).flatMap((row) => columnsOf(row));
	const byKey = new Map(columns.filter((column) => column.defaultable).map((column) => [column.key, column]));
	return [...byKey.values()];
}
