import isPlainObject from 'lodash/isPlainObject';
import { isFields } from '../json';
import { saysNothing } from './cellShape';

/** A column of a sheet: how it is called, and what stands in its first rows. */
export interface SheetHeading {
	/** The names that lead to its cells: one, or several where they are inside objects. */
	readonly path: readonly string[];
	/** The cells of its first rows that say anything. */
	readonly cells: readonly unknown[];
}

interface Found extends SheetHeading {
	readonly cells: unknown[];
	/** The row in which it came first. */
	readonly first: number;
	isNested: boolean;
}

/** So many cells are looked at, in so many rows from the first that has the heading. */
const CELLS = 100;
const ROWS = 1_000;
/** Objects are opened so deep. */
const DEPTH = 5;
/** So many columns are looked at; what comes after them is no sheet. */
const HEADINGS = 2_000;

type Headings = Map<string, Found>;

function lookAt(found: Headings, path: readonly string[], cell: unknown, row: number): void {
	const name = JSON.stringify(path);
	let heading = found.get(name);
	if (heading === undefined) {
		if (found.size >= HEADINGS) return;
		heading = { path, cells: [], first: row, isNested: false };
		found.set(name, heading);
	}
	if (row - heading.first >= ROWS) return;
	if (isFields(cell) && isPlainObject(cell)) {
		heading.isNested = true;
		if (path.length >= DEPTH) return;
		for (const inner of Object.keys(cell)) lookAt(found, [...path, inner], cell[inner], row);
	} else if (heading.cells.length < CELLS && !saysNothing(cell)) {
		heading.cells.push(cell);
	}
}

function sameNames(names: readonly string[], others: readonly string[]): boolean {
	return names.length === others.length && names.every((name, place) => name === others[place]);
}

/** The columns of a sheet, in the order in which they come first; those inside objects each by themselves. */
export function sheetHeadings(rows: readonly object[]): readonly SheetHeading[] {
	const found: Headings = new Map();
	let before: readonly string[] = [];
	let sameSince = 0;
	rows.forEach((row, number) => {
		const names = Object.keys(row);
		if (!sameNames(names, before)) sameSince = number;
		before = names;
		if (number - sameSince >= ROWS || !isFields(row)) return;
		for (const name of names) lookAt(found, [name], row[name], number);
	});
	return [...found.values()].filter(({ isNested, cells }) => !isNested || cells.length > 0);
}
