import type { ValidationIssue } from '../errors';
import type { Column } from '../fields/columns';
import { quote } from '../redaction/quote';
import { isBlank } from '../fields/cell';
import { holdsFields, type Cells } from './cells';

const NO_SUCH_FIELD = 'there is no such field. Check the spelling, or leave it out.';

/** A value inside an object of a row, which no column reads. */
interface Leftover {
	readonly path: readonly string[];
	readonly value: unknown;
}

/** Names as a message may show them: a sheet names its columns as it likes, so they are masked. */
export function shownPath(path: readonly string[]): string {
	return path.map((name) => quote(name).slice(1, -1)).join('.');
}

/** What is said of a name that belongs to no field. */
export function noSuchField(path: readonly string[]): ValidationIssue {
	return { path: shownPath(path), message: NO_SUCH_FIELD };
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
	return start.every((name, place) => path[place] === name);
}

/** Names that belong to no field. In typed rows they are slips, and a slip must not be dropped in silence. */
export function unknownColumns(row: Cells, columns: readonly Column[]): ValidationIssue[] {
	const keys = new Set(columns.map((column) => column.key));
	return Object.keys(row)
		.filter((name) => !keys.has(name) && !isBlank(row[name]))
		.flatMap((name) => {
			const inside = columns.filter((column) => column.path[0] === name);
			if (inside.length === 0) return [noSuchField([name])];
			if (inside.some((column) => column.path.length === 1) || holdsFields(row[name])) return [];
			const names = inside.map((column) => column.key).join(', ');
			return [{ path: name, message: `stands for several fields. Use the one you mean: ${names}.` }];
		});
}

/** What the objects of a row hold beside the fields: constants that Kard's documents have, or slips. */
export function leftovers(
	cells: Cells,
	columns: readonly Column[],
	above: readonly string[] = [],
): Leftover[] {
	return Object.entries(cells).flatMap(([name, value]) => {
		if (above.length === 0 && !holdsFields(value)) return [];
		const path = [...above, name];
		const inside = columns.filter((column) => startsWith(column.path, path));
		const isField = inside.some((column) => column.path.length === path.length);
		if (isBlank(value) || isField) return [];
		if (inside.length > 0 && holdsFields(value)) return leftovers(value, columns, path);
		return above.length === 0 ? [] : [{ path, value }];
	});
}
