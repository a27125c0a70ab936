import type { z } from 'zod/v4';
import type { ValidationIssue } from '../errors';
import { brokenRules } from '../catalogue/description/rowRules';
import { isBlank } from '../fields/cell';
import type { Column } from '../fields/columns';
import { own, type Cells } from './cells';
import { schemaIssue } from './rowFault';

/** A row that follows the rules of its schema, or what is wrong with it. */
type SettledRow<T> =
	| { readonly ok: true; readonly value: T; readonly notes: readonly string[] }
	| { readonly ok: false; readonly issues: readonly ValidationIssue[] };

type ZodIssue = z.core.$ZodIssue;

function valueAt(row: Cells, path: readonly PropertyKey[]): unknown {
	return path.reduce<unknown>((cells, name) => own(cells, String(name)), row);
}

/** The field inside an optional object that the row has nothing for; undefined where the issue is another one. */
function lacking(issue: ZodIssue, row: Cells, columns: readonly Column[]): Column | undefined {
	const path = issue.path.join('.');
	const column = columns.find((one) => one.path.join('.') === path);
	const isInside = column !== undefined && column.path.length > 1 && !column.required;
	return isInside && isBlank(valueAt(row, issue.path)) ? column : undefined;
}

/** Takes objects out of the row that lack a field without which Kard does not take them, and says so. */
function leaveOutIncomplete(
	row: Record<string, unknown>,
	issues: readonly ZodIssue[],
	columns: readonly Column[],
	unreadable: ReadonlySet<string>,
): string[] {
	const names = new Set(issues.map(({ path }) => String(path[0])));
	return [...names].flatMap((name) => {
		const faults = issues.filter(({ path }) => String(path[0]) === name);
		const missing = faults.flatMap((issue) => lacking(issue, row, columns) ?? []);
		const isIncomplete =
			missing.length === faults.length && !missing.some(({ path }) => unreadable.has(path.join('.')));
		if (!isIncomplete) return [];
		const filled = columns.filter(({ path }) => path[0] === name && !isBlank(valueAt(row, path)));
		if (filled.length === 0) return [];
		Reflect.deleteProperty(row, name);
		const [left, needed] = [filled, missing].map((some) => some.map(({ title }) => title).join(', '));
		return [`${left} left out: ${needed} ${missing.length > 1 ? 'are' : 'is'} empty.`];
	});
}

/**
 * Checks a row against its schema. An optional object that lacks something, such as a merchant without a name, is left
 * out with a note.
 * @param row what was read of it; what is left out is taken away
 * @param leftOut the cells that were left out as they cannot be read; undefined where nothing may be left out. Where the
 * row needs one after all, it is what is wrong with it
 */
export function settleRow<S extends z.ZodType>(
	schema: S,
	row: Record<string, unknown>,
	columns: readonly Column[],
	leftOut: readonly ValidationIssue[] | undefined,
): SettledRow<z.output<S>> {
	const unreadable = new Map(leftOut?.map((issue) => [issue.path, issue]));
	const notes: string[] = [];
	for (;;) {
		const parsed = schema.safeParse(row);
		if (parsed.success) return { ok: true, value: parsed.data, notes };
		const { issues } = parsed.error;
		const more = leftOut && leaveOutIncomplete(row, issues, columns, new Set(unreadable.keys()));
		if (more === undefined || more.length === 0) {
			const worded = issues.map((issue) => schemaIssue(issue, row, columns));
			const needed = new Set([...worded.map(({ path }) => path), ...brokenRules(schema, row)]);
			const missed = [...unreadable.values()].filter(({ path }) => needed.has(path));
			return { ok: false, issues: [...missed, ...worded.filter(({ path }) => !unreadable.has(path))] };
		}
		notes.push(...more);
	}
}
