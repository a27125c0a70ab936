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

/** The fields for which one value may stand for all rows; each once, whatever type of row it belongs to. */
export function defaultableColumns({ rows }: BulkOperation): readonly Column[] {
	const columns = Object.values(rows).flatMap((row) => columnsOf(row));
	const byKey = new Map(columns.filter((column) => column.defaultable).map((column) => [column.key, column]));
	return [...byKey.values()];
}
