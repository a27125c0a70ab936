import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod/v4';

/** What a person chooses on the form of a host. */
interface FormChoices {
	readonly amounts?: 'cents' | 'dollars';
	readonly numberFormat?: 'point' | 'comma';
	/** One value for all rows, by the key of the field. */
	readonly defaults?: Readonly<Record<string, string>>;
}

/**
 * A sheet in the style of an export, what a person chooses for it, and what must become of it. Everybody and everything
 * in it is invented.
 */
export interface SheetPlan {
	/** The name of the file beside this one, without its ending. */
	readonly name: string;
	readonly operation: 'createOrUpdate' | 'submit';
	readonly rowType?: 'transaction' | 'coreTransaction';
	/** What stands between two cells; a comma unless said otherwise. */
	readonly delimiter?: string;
	/** Whether the byte order mark in front is stripped when the file is read. Where not, it is part of the first heading. */
	readonly stripsByteOrderMark?: boolean;
	readonly chosen: FormChoices;
	/** The column with the users who have to be enrolled before, where there is one. */
	readonly users?: string;
	/** The columns that must be recognized, with the keys of their fields; of several keys any is right. */
	readonly recognized: Readonly<Record<string, string | readonly string[]>>;
	/** Columns that may be recognized as these fields, or not. All others are not sent, or unclear. */
	readonly may?: Readonly<Record<string, string | readonly string[]>>;
	/** The rows that must be refused, from one, with the label of the field at fault. */
	readonly refused: Readonly<Record<number, string>>;
	/** The empty rows. */
	readonly skipped: readonly number[];
	/** Rows that go through without one of their cells, with a word that their notes must have. */
	readonly noted?: Readonly<Record<number, string>>;
	/** Some of what Kard must have in the end, by the id of the user or of the purchase. */
	readonly kept: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A row as a file has it. */
type SheetRow = Readonly<Record<string, string>>;

/** The file of a sheet. */
export function sheetFile({ name }: SheetPlan): string {
	return join(__dirname, `${name}.csv`);
}

/** The rows of a sheet, every cell a text. */
export function rowsOf(plan: SheetPlan): SheetRow[] {
	const text = readFileSync(sheetFile(plan), 'utf8');
	const { delimiter = ',', stripsByteOrderMark: bom = false } = plan;
	const rows: unknown = parse(text, { columns: true, delimiter, bom });
	return z.array(z.record(z.string(), z.string())).parse(rows);
}

/** The ids of the users whom a sheet speaks of, each once. */
export function usersIn(plan: SheetPlan): string[] {
	const ids = rowsOf(plan).map((row) => (plan.users === undefined ? '' : (row[plan.users] ?? '')));
	return [...new Set(ids)].filter((id) => id !== '');
}

/** The numbers of the rows that must go through, from one. */
export function accepted(plan: SheetPlan): number[] {
	const numbers = rowsOf(plan).map((_, index) => index + 1);
	return numbers.filter((row) => !(row in plan.refused) && !plan.skipped.includes(row));
}
