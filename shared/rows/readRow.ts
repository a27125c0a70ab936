import type { z } from 'zod/v4';
import type { ValidationIssue } from '../errors';
import { isFields } from '../json';
import { columnsOf } from '../fields/columns';
import { put, type Cells } from './cells';
import { readCells } from './readCells';
import { leftOutNote } from './rowFault';
import type { RowSettings } from './rowSettings';
import { sentEmail } from './sentEmail';
import { settleRow } from './settleRow';
import { leftovers, unknownColumns } from './unknownColumns';

/** A row that was understood. */
interface UnderstoodRow<T> {
	readonly ok: true;
	readonly value: T;
	readonly notes: readonly string[];
	readonly assumed: readonly string[];
}

/** A row that was understood, or what is wrong with it. */
type RowReading<T> = UnderstoodRow<T> | { readonly ok: false; readonly issues: readonly ValidationIssue[] };

const NOT_ITS_HASH = 'does not belong to the email of this row. Empty one of the two.';

/** Keeps of an email what is sent of it. */
function protectEmail(row: Record<string, unknown>, settings: RowSettings): ValidationIssue[] {
	if (typeof row.email !== 'string') return [];
	const sent = sentEmail(row.email, row.hashedEmail, settings.email);
	if (sent === undefined) return [{ path: 'hashedEmail', message: NOT_ITS_HASH }];
	if (sent.hashedEmail !== undefined) row.hashedEmail = sent.hashedEmail;
	if (sent.email === undefined) delete row.email;
	return [];
}

/**
 * Reads one row: each cell as its column wants it, then the rules between them. An optional cell that cannot be read is
 * left out with a note, unless the settings are strict.
 * Accepts columns laid flat (`merchantName`) and nested ones (`merchant.name`).
 * @param fixed what the schema demands beside the columns, such as the type of a transaction
 */
export function readRow<S extends z.ZodType>(
	schema: S,
	raw: unknown,
	settings: RowSettings,
	fixed: Cells = {},
): RowReading<z.output<S>> {
	if (!isFields(raw)) {
		return { ok: false, issues: [{ path: '', message: 'expected a row with named columns.' }] };
	}
	const columns = columnsOf(schema);
	const row: Record<string, unknown> = { ...fixed };
	// The schema tells the constants among them from slips.
	for (const { path, value } of leftovers(raw, columns)) put(row, path, value);
	const { leftOut, assumed, ...cells } = readCells(raw, columns, settings, row);
	const issues = [...unknownColumns(raw, columns), ...cells.issues, ...protectEmail(row, settings)];
	const settled = settleRow(schema, row, columns, settings.strict ? undefined : leftOut);
	if (settled.ok && issues.length === 0) {
		const notes = [...leftOut.map((issue) => leftOutNote(issue, columns)), ...settled.notes];
		return { ok: true, value: settled.value, notes, assumed };
	}
	// A field that was refused already would be called missing here, and the rules for the whole row do not know it.
	const named = new Set(issues.map((issue) => issue.path));
	if (named.size > 0) named.add('');
	const others = settled.ok ? [] : settled.issues.filter((issue) => !named.has(issue.path));
	return { ok: false, issues: [...issues, ...others] };
}
