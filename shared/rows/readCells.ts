import type { ValidationIssue } from '../errors';
import { isBlank, isSheetError, isWordForNothing } from '../fields/cell';
import type { Column } from '../fields/columns';
import { CARD_NUMBER_IN_TEXT } from '../redaction/cardNumber';
import { cardIssues } from './cardIssues';
import { own, put, type Cells } from './cells';
import type { RowSettings } from './rowSettings';

const SHEET_ERROR = 'the cell holds an error of the spreadsheet, such as #REF!; mend the formula';

/** What reading the cells of a row came to. */
interface CellsRead {
	/** The cells that fail the row. */
	readonly issues: readonly ValidationIssue[];
	/** The cells that cannot be read, and that the row can do without as far as they themselves tell. */
	readonly leftOut: readonly ValidationIssue[];
	/** The attributes that hold only because their field has a usual value. */
	readonly assumed: readonly string[];
}

type Place = Pick<Column, 'key' | 'path' | 'takesNone'>;

/** A cell is under the name of its column, or nested as in Kard's own documents. */
function cellOf(row: Cells, { key, path }: Place): unknown {
	const flat = own(row, key);
	return isBlank(flat) ? path.reduce<unknown>(own, row) : flat;
}

/** Whether a cell is as good as empty. */
export function isEmptyCell(cell: unknown, { takesNone }: Pick<Column, 'takesNone'>): boolean {
	if (isBlank(cell)) return true;
	const isNone = takesNone === true && typeof cell === 'string' && cell.trim().toLowerCase() === 'none';
	return !isNone && isWordForNothing(cell);
}

/**
 * The cell that holds for a column: that of the row or, where it is as good as empty, the default value; undefined where
 * neither says anything.
 */
export function heldCell(row: Cells, place: Place, { defaults, literal }: RowSettings): unknown {
	const cell = cellOf(row, place);
	if (!isMissing(cell, place, literal)) return cell;
	const given = own(defaults, place.key);
	return isMissing(given, place, literal) ? undefined : given;
}

function isMissing(cell: unknown, place: Place, literal: boolean | undefined): boolean {
	return literal ? isBlank(cell) : isEmptyCell(cell, place) || isSheetError(cell);
}

/**
 * Whether a row cannot do without what is in a cell of the column: where it is required, where another value would take
 * its place, and where it says which row it is.
 */
function isNeeded({ key, required, default: otherwise, usual }: Column): boolean {
	return required || otherwise !== undefined || usual !== undefined || key === 'id';
}

/**
 * Reads each cell of a row as its column wants it, or what holds for it where it is empty.
 * @param values where the values are put, as they are sent
 */
export function readCells(
	row: Cells,
	columns: readonly Column[],
	settings: RowSettings,
	values: Record<string, unknown>,
): CellsRead {
	const issues: ValidationIssue[] = [];
	const leftOut: ValidationIssue[] = [];
	const assumed: string[] = [];
	for (const column of columns) {
		const path = column.path.join('.');
		const stated = cellOf(row, column);
		const held = heldCell(row, column, settings);
		if (isSheetError(stated) && !settings.literal) {
			const isMissing = column.required && held === undefined;
			const message = isMissing ? `is required and empty: ${SHEET_ERROR}` : SHEET_ERROR;
			(settings.strict || isMissing ? issues : leftOut).push({ path, message });
		}
		const cell = held ?? column.usual;
		if (cell === undefined) continue;
		const reading = column.read(cell, settings);
		if (reading.ok) {
			put(values, column.path, reading.value);
			if (held === undefined) assumed.push(path);
			continue;
		}
		const hasCard = cardIssues(cell, column.path).length > 0;
		const message =
			hasCard && !reading.problem.includes('card number') ? CARD_NUMBER_IN_TEXT : reading.problem;
		// A default value that cannot be read is a slip in the settings, and not in a row.
		const isOptional = cell === stated && !settings.strict && !hasCard && !isNeeded(column);
		(isOptional ? leftOut : issues).push({ path, message });
	}
	return { issues, leftOut, assumed };
}
