import type { z } from 'zod/v4';
import { ruleFollower } from '../catalogue/description/rowRules';
import { isBlank, isSheetError } from '../fields/cell';
import { columnsOf, type Column } from '../fields/columns';
import type { QuickReader } from '../fields/kind';
import { ok } from '../fields/reading';
import { holdsFields, type Cells } from './cells';
import { heldCell, isEmptyCell } from './readCells';
import { assemble, shapeOf } from './rowShape';
import type { RowSettings } from './rowSettings';
import { sentEmail } from './sentEmail';

/** A row that was read: its own id, if it has one, and what is sent of it. */
interface QuickRow {
	readonly id: unknown;
	readonly attributes: Cells;
	/** The attributes that hold only because their field has a usual value. */
	readonly assumed?: readonly string[];
}

/** Reads a row that is as most rows are; undefined for one that takes a closer look. */
type QuickRowReader = (row: Cells) => QuickRow | undefined;

/** So many different cells of a column are remembered. Columns of names and codes have few. */
const MOST_CELLS = 1_000;

/** Keeps of an email what is sent of it; false where the row has a hash that is not of its email. */
function emailProtector(columns: readonly Column[], settings: RowSettings): (values: unknown[]) => boolean {
	const placeOf = (name: string) => columns.findIndex(({ path }) => path.join('.') === name);
	const [email, hashedEmail] = [placeOf('email'), placeOf('hashedEmail')];
	return (values) => {
		const address = values[email];
		if (typeof address !== 'string') return true;
		const sent = sentEmail(address, values[hashedEmail], settings.email);
		values[email] = sent?.email;
		values[hashedEmail] = sent?.hashedEmail;
		return sent !== undefined;
	};
}

/** Reads every cell but those that it has read before. */
function rememberingReader(column: Column, settings: RowSettings): QuickReader<unknown> {
	const known = new Map<unknown, unknown>();
	return (cell) => {
		const before = known.get(cell);
		if (before !== undefined) return before;
		if (isEmptyCell(cell, column) || isSheetError(cell)) return undefined;
		const reading = column.read(cell, settings);
		if (!reading.ok) return undefined;
		if (known.size < MOST_CELLS && typeof cell !== 'object') known.set(cell, reading.value);
		return reading.value;
	};
}

function cellReader(column: Column, settings: RowSettings): QuickReader<unknown> {
	const quick = column.quick?.(settings);
	const thorough = rememberingReader(column, settings);
	return quick === undefined ? thorough : (cell) => quick(cell) ?? thorough(cell);
}

/** What of the columns of a row holds where its cells are empty; undefined where a value cannot be read. */
function usualValues(columns: readonly Column[], settings: RowSettings): readonly unknown[] | undefined {
	const readings = columns.map((column) => {
		const given = heldCell({}, column, settings);
		return given === undefined ? ok(column.default) : column.read(given, settings);
	});
	return readings.every(({ ok: isRead }) => isRead) ? readings.map((one) => one.ok && one.value) : undefined;
}

/** A value that holds where neither a row nor the settings have one. */
interface AssumedValue {
	readonly place: number;
	readonly path: string;
	readonly value: unknown;
}

/** Where a value may be missing, and which one holds then. */
function assumedValues(
	columns: readonly Column[],
	settings: RowSettings,
	known: readonly unknown[],
): readonly AssumedValue[] {
	return columns.flatMap((column, place) => {
		if (column.usual === undefined || known[place] !== undefined) return [];
		const reading = column.read(column.usual, settings);
		return reading.ok ? [{ place, path: column.path.join('.'), value: reading.value }] : [];
	});
}

/** The names that a row may have: for a field the place of its column, for an object the names in it. */
type Names = ReadonlyMap<string, number | Names>;

/** Each field by the name of its column, and nested as in Kard's own documents. */
function namesOf(columns: readonly Column[]): Names {
	const names = new Map<string, number | Names>();
	columns.forEach(({ key, path }, place) => {
		names.set(key, place);
		if (path.length > 1) addNested(names, path, place);
	});
	return names;
}

function addNested(
	names: Map<string, number | Names>,
	[first = '', ...rest]: readonly string[],
	place: number,
): void {
	const known = names.get(first);
	const inside = new Map(typeof known === 'object' ? known : []);
	if (rest.length === 0) names.set(first, place);
	else {
		addNested(inside, rest, place);
		names.set(first, inside);
	}
}

/**
 * Makes a reader of ordinary rows, with their fields side by side or nested as in Kard's own documents. It only accepts:
 * what it gives is what the thorough reader gives, and a row with anything unusual in it (a cell that cannot be read, a
 * column that is not known) is left to that one, which words what is wrong.
 * @returns undefined where the schema has something that only the thorough reader understands
 */
export function quickRowReader(schema: z.ZodObject, settings: RowSettings): QuickRowReader | undefined {
	const columns = columnsOf(schema);
	const shape = shapeOf(schema, [], columns);
	const usual = usualValues(columns, settings);
	const follows = ruleFollower(schema);
	if (shape === undefined || usual === undefined || follows === undefined) return undefined;
	const readers = columns.map((column) => ({ ...column, quickly: cellReader(column, settings) }));
	const assumable = assumedValues(columns, settings, usual);
	const names = namesOf(columns);
	const protect = emailProtector(columns, settings);
	const id = columns.findIndex(({ key }) => key === 'id');
	const needsId = columns[id]?.required === true;
	let values: unknown[] = [];

	/** Reads the cells of a row, or of an object in it. Whether all of them are as most cells are. */
	const take = (cells: Cells, known: Names, row: Cells): boolean => {
		for (const name of Object.keys(cells)) {
			const cell = cells[name];
			if (cell === undefined || cell === null || cell === '') continue;
			const place = known.get(name);
			if (typeof place === 'object') {
				if (!holdsFields(cell) || !take(cell, place, row)) return false;
				continue;
			}
			const reader = place === undefined ? undefined : readers[place];
			// A row that has a field twice, in an object and beside it, takes a closer look.
			const value = reader && (cells === row || isBlank(row[reader.key])) ? reader.quickly(cell) : undefined;
			if (place !== undefined && value !== undefined) values[place] = value;
			else if (!(reader ? isEmptyCell(cell, reader) : isBlank(cell) || (cells === row && name === 'type')))
				return false;
		}
		return true;
	};

	/** Fills in what nothing was said about; undefined where there is no such thing. */
	const assume = (): string[] | undefined => {
		let paths: string[] | undefined;
		for (const { place, path, value } of assumable) {
			if (values[place] !== undefined) continue;
			values[place] = value;
			(paths ??= []).push(path);
		}
		return paths;
	};

	return (row) => {
		values = usual.slice();
		if (!take(row, names, row) || !protect(values) || (needsId && values[id] === undefined)) return undefined;
		const assumed = assume();
		const attributes = assemble(shape, values);
		if (attributes === undefined || !follows(attributes)) return undefined;
		return assumed ? { id: values[id], attributes, assumed } : { id: values[id], attributes };
	};
}
