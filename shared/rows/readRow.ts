import type { z } from 'zod/v4';
import { generateHem } from '../hem';
import type { ValidationIssue } from '../errors';
import { columnsOf, type Column } from '../schemas/columns';
import { readCell } from './readCell';
import type { RowSettings } from './settings';

/** A row that was understood, or what is wrong with it. */
export type RowReading<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly issues: readonly ValidationIssue[] };

type Cells = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Cells {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(cells: unknown, name: string): unknown {
	return isObject(cells) && Object.hasOwn(cells, name) ? cells[name] : undefined;
}

function isBlank(cell: unknown): boolean {
	return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
}

/** A cell stands under the name of its column, or nested as in Kard's own documents. */
function cellOf(row: Cells, column: Column): unknown {
	const flat = own(row, column.key);
	return isBlank(flat) ? column.path.reduce<unknown>(own, row) : flat;
}

/** Names that belong to no field. In typed rows they are slips, and a slip must not be dropped in silence. */
function strangers(row: Cells, columns: readonly Column[]): ValidationIssue[] {
	const names = new Set(columns.flatMap((column) => [column.key, column.path[0]]));
	return Object.keys(row)
		.filter((name) => !names.has(name) && !isBlank(row[name]))
		.map((name) => ({
			path: name,
			message: 'there is no such field. Check the spelling, or leave it out.',
		}));
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
	const [first, ...rest] = path;
	if (first === undefined) return;
	if (rest.length === 0) {
		target[first] = value;
		return;
	}
	const inner = target[first];
	const next: Record<string, unknown> = isObject(inner) ? { ...inner } : {};
	put(next, rest, value);
	target[first] = next;
}

/** Sends of an email what the settings allow: by default its hash alone. */
function protectEmail(row: Record<string, unknown>, settings: RowSettings): ValidationIssue[] {
	if (typeof row.email !== 'string' || settings.email === 'address') return [];
	const hashedEmail = generateHem(row.email);
	if (row.hashedEmail !== undefined && row.hashedEmail !== hashedEmail) {
		return [
			{ path: 'hashedEmail', message: 'does not belong to the email of this row. Empty one of the two.' },
		];
	}
	row.hashedEmail = hashedEmail;
	if (settings.email === 'hash') delete row.email;
	return [];
}

type ZodIssue = z.core.$ZodIssue;

function schemaIssue(issue: ZodIssue, row: Cells): ValidationIssue {
	const path = issue.path.map(String).join('.');
	const missing = isBlank(issue.path.reduce<unknown>((cells, name) => own(cells, String(name)), row));
	if (issue.code === 'custom') return { path, message: issue.message };
	if (missing) return { path, message: 'is required and empty. Fill it in, or map another column to it.' };
	if (issue.code === 'too_big')
		return { path, message: `is too long or too large; at most ${String(issue.maximum)}.` };
	return { path, message: 'does not have the form that Kard takes. Check it against the example.' };
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
	if (!isObject(raw)) {
		return { ok: false, issues: [{ path: '', message: 'expected a row with named columns.' }] };
	}
	const columns = columnsOf(schema);
	const issues: ValidationIssue[] = strangers(raw, columns);
	const row: Record<string, unknown> = { ...fixed };
	for (const column of columns) {
		const given = cellOf(raw, column);
		const cell = isBlank(given) ? own(settings.defaults, column.key) : given;
		if (isBlank(cell)) continue;
		const reading = readCell(cell, column, settings);
		if (reading.ok) put(row, column.path, reading.value);
		else issues.push({ path: column.path.join('.'), message: reading.problem });
	}
	issues.push(...protectEmail(row, settings));
	const parsed = schema.safeParse(row);
	if (!parsed.success) {
		// A field that was refused already would be called missing here.
		const named = new Set(issues.map((issue) => issue.path));
		issues.push(
			...parsed.error.issues
				.map((issue) => schemaIssue(issue, row))
				.filter((issue) => !named.has(issue.path)),
		);
	}
	return parsed.success && issues.length === 0 ? { ok: true, value: parsed.data } : { ok: false, issues };
}
