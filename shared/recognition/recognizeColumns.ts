import { transactionRows } from '../catalogue/transactions/rows';
import { userRow } from '../catalogue/users/fields';
import { columnsOf } from '../fields/columns';
import { readColumns } from './readColumns';
import type { RecognizedColumn } from './sheetColumns';

const KINDS = {
	user: userRow,
	transaction: transactionRows.transaction,
	coreTransaction: transactionRows.coreTransaction,
} as const;

/**
 * Tells which column of a sheet is which field of Kard's, before anything is sent: one answer for each heading, in order.
 * A column that is `unclear` could be several fields, and one that is `not sent` is none.
 * @param kind what a row of the sheet is
 * @param rows the rows of the sheet, by heading; their cells tell what headings leave open
 */
export function recognizeColumns(kind: keyof typeof KINDS, rows: readonly object[]): RecognizedColumn[] {
	return [...readColumns(columnsOf(KINDS[kind]), rows).columns];
}
