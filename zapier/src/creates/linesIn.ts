import isPlainObject from 'lodash/isPlainObject';
import { KardValidationError, type BulkOperation, type Column } from '../../../shared/host';
import { textOf, valuesOf } from '../fields/inputField';
import { unreadable } from '../fields/readable';
import { linesKey, linesLabel, ROWS_AS_TEXT, rowsAsText } from './lineFields';
import { rowsIn } from './rowsAsText';

type Inputs = Readonly<Record<string, unknown>>;

/** The rows that a person handed over. */
interface Lines {
	readonly rows: readonly unknown[];
	/** Why a row could not be made, by its place from zero. */
	readonly unreadable: ReadonlyMap<number, string>;
}

function isLine(row: unknown): row is Inputs {
	return isPlainObject(row);
}

/** Zapier hands over a list where line items were mapped, and the bare fields of one line where they were not. */
function mappedRows(operation: BulkOperation, columns: readonly Column[], inputs: Inputs): unknown[] {
	const given = inputs[linesKey(operation)];
	if (given !== undefined && given !== null) return Array.isArray(given) ? given : [given];
	const single = valuesOf(columns, inputs);
	return Object.keys(single).length === 0 ? [] : [single];
}

/** What is wrong with a line as Zapier filled it in. */
function faultOf(row: unknown, columns: readonly Column[]): string | undefined {
	if (!isLine(row)) return undefined;
	for (const [key, value] of Object.entries(row)) {
		const { title } = columns.find((column) => column.key === key) ?? { title: key };
		const fault = unreadable({ key }, value);
		if (fault !== undefined) return `${title} ${fault}`;
	}
	return undefined;
}

function bothGiven(operation: BulkOperation): KardValidationError {
	const message =
		`${linesLabel(operation)} and ${rowsAsText.label ?? ''} are both filled in, and nobody knows which rows are meant. ` +
		'Use one of the two. Nothing was sent.';
	return new KardValidationError(message, [{ path: ROWS_AS_TEXT, message }]);
}

/**
 * The rows of a step: mapped as line items, or handed over as one text. A line that Zapier could not fill in is null.
 * @throws KardValidationError where both are given, and for a text that cannot be read
 */
export function linesIn(operation: BulkOperation, columns: readonly Column[], inputs: Inputs): Lines {
	const text = inputs[ROWS_AS_TEXT];
	const mapped = mappedRows(operation, columns, inputs);
	const written = typeof text === 'object' && text !== null ? JSON.stringify(text) : textOf(text);
	if (written !== '') {
		if (mapped.length > 0) throw bothGiven(operation);
		return { rows: rowsIn(written, rowsAsText.label ?? ''), unreadable: new Map() };
	}
	const faults = mapped.map((row) => faultOf(row, columns));
	return {
		rows: mapped.map((row, place) => (faults[place] === undefined ? (row ?? {}) : null)),
		unreadable: new Map(faults.flatMap((fault, place) => (fault === undefined ? [] : [[place, fault]]))),
	};
}
