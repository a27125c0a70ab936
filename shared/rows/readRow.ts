import type { z } from 'zod/v4';
import type { ValidationIssue } from '../errors';
import { isFields } from '../json';
import { columnsOf, type Column } from '../fields/columns';
import { isBlank } from '../fields/cell';
import { own, put, type Cells } from './cells';
import { schemaIssue } from './rowFault';
import type { RowSettings } from './rowSettings';
import { sentEmail } from './sentEmail';
import { leftovers, unknownColumns } from './unknownColumns';

/** A row that was understood, or what is wrong with it. */
type RowReading<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly issues: readonly ValidationIssue[] };

/** A cell is under the name of its column, or nested as in Kard's own documents. */
function cellOf(row: Cells, column: Column): unknown {
	const flat = own(row, column.key);
	return isBlank(flat) ? column.path.reduce<unknown>(own, row) : flat;
}

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
 * Reads one row: each cell as its column wants it, then the rules between them.
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
	const issues: ValidationIssue[] = unknownColumns(raw, columns);
	const row: Record<string, unknown> = { ...fixed };
	// The schema tells the constants among them from slips.
	for (const { path, value } of leftovers(raw, columns)) put(row, path, value);
	for (const column of columns) {
		const given = cellOf(raw, column);
		const cell = isBlank(given) ? own(settings.defaults, column.key) : given;
		if (isBlank(cell)) continue;
		const reading = column.read(cell, settings);
		if (reading.ok) put(row, column.path, reading.value);
		else issues.push({ path: column.path.join('.'), message: reading.problem });
	}
	issues.push(...protectEmail(row, settings));
	const parsed = schema.safeParse(row);
	if (!parsed.success) {
		// A field that was refused already would be called missing here.
		const named = new Set(issues.map((issue) => issue.path));
		// Nor do the rules for the whole row know what was refused.
		if (named.size > 0) named.add('');
		issues.push(
			...parsed.error.issues
				.map((issue) => schemaIssue(issue, row, columns))
				.filter((issue) => !named.has(issue.path)),
		);
	}
	return parsed.success && issues.length === 0 ? { ok: true, value: parsed.data } : { ok: false, issues };
}
