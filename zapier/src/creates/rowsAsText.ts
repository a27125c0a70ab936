import isPlainObject from 'lodash/isPlainObject';
import { parse } from 'papaparse';
import { KardValidationError } from '../../../shared/host';

type Cells = Readonly<Record<string, unknown>>;

function isCells(value: unknown): value is Cells {
	return isPlainObject(value);
}

/** A name for each column, of which no two are the same: the second `Date` is `Date (2)`. */
function distinct(headings: readonly unknown[]): string[] {
	const seen = new Map<string, number>();
	return headings.map((given, place) => {
		const written = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
		const heading = written === '' ? `Column ${place + 1}` : written;
		const times = (seen.get(heading) ?? 0) + 1;
		seen.set(heading, times);
		return times === 1 ? heading : `${heading} (${times})`;
	});
}

/** The rows of a table whose first line has the headings. Cells beyond the last heading have none, and are left out. */
function withHeadings([headings = [], ...lines]: readonly (readonly unknown[])[]): Cells[] {
	const names = distinct(headings);
	return lines.map((cells) => Object.fromEntries(names.map((name, place) => [name, cells[place]])));
}

/** Google Sheets steps of Zapier call the columns of a sheet by their letters, and the headings are its first row. */
function byLetters(rows: readonly Cells[]): readonly Cells[] {
	const letters = Object.keys(rows[0] ?? {});
	if (letters.length === 0 || !letters.every((key) => /^COL\$[A-Z]+$/.test(key))) return rows;
	return withHeadings(rows.map((row) => letters.map((letter) => row[letter])));
}

function tableIn(value: unknown): readonly unknown[] {
	if (isCells(value)) return [value];
	if (!Array.isArray(value)) return [];
	const lists = value.filter((one) => Array.isArray(one));
	if (lists.length > 0 && lists.length === value.length) return withHeadings(lists);
	return value.every(isCells) ? byLetters(value) : value;
}

function refused(label: string, reason: string): KardValidationError {
	return new KardValidationError(`${label}: ${reason}`, [{ path: 'rowsAsText', message: reason }]);
}

function fromJson(text: string, label: string): readonly unknown[] {
	try {
		return tableIn(JSON.parse(text));
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		throw refused(
			label,
			'begins like JSON and cannot be read as such. Check that all of it was handed over.',
		);
	}
}

function isFilled(cells: readonly string[]): boolean {
	return cells.some((cell) => cell.trim() !== '');
}

/**
 * The lines from the headings to the last that is not blank. An empty one in between is a row, so that the rows after it
 * have the numbers that they have in the sheet.
 */
function linesOfTable(lines: readonly (readonly string[])[]): readonly (readonly string[])[] {
	const last = lines.findLastIndex((cells) => cells.length > 1 || isFilled(cells));
	return lines.slice(Math.max(lines.findIndex(isFilled), 0), last + 1);
}

function fromCsv(text: string, label: string): readonly unknown[] {
	const { data, errors } = parse<string[]>(text);
	// One column has nothing that separates it from others, which is no fault.
	const [fault] = errors.filter(({ type }) => type === 'Quotes');
	if (fault === undefined) return withHeadings(linesOfTable(data));
	const reason = `cannot be read as CSV: in line ${(fault.row ?? 0) + 1} the quotation marks do not fit.`;
	throw refused(label, `${reason} The first line must have the headings.`);
}

/**
 * The rows of a sheet that is handed over as one text: a JSON list of objects, a JSON list of lists of which the first
 * has the headings, or CSV with headings, separated by commas, semicolons, tabs or bars.
 * @param label the label of the field, for the message
 * @throws KardValidationError for a text that is none of these
 */
export function rowsIn(text: string, label: string): readonly unknown[] {
	const bare = text.replace(/^\uFEFF/, '').trim();
	if (bare === '') return [];
	return /^[[{]/.test(bare) ? fromJson(bare, label) : fromCsv(bare, label);
}
