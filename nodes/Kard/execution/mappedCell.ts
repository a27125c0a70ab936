import { DateTime } from 'luxon';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { PARAMETERS } from '../parameters/names';

/** An expression that is one column of the item, as n8n writes it when a column is dragged into a field. */
const COLUMN =
	/^=\{\{\s*\$json(?:\.(?<name>[A-Za-z_]\w*)|\["(?<quoted>[^"\\\n]+)"\]|\['(?<single>[^'\\\n]+)'\])\s*\}\}$/;

/** Reads the cell of one field. */
type CellReader = (json: IDataObject, index: number) => unknown;

/** The column that an expression stands for; undefined for what only n8n can evaluate. */
function columnIn(expression: string): string | undefined {
	const { name, quoted, single } = COLUMN.exec(expression)?.groups ?? {};
	const column = name ?? quoted ?? single;
	// What every object has is no column, and n8n has words of its own for who asks for it.
	return column === undefined || column in Object.prototype ? undefined : column;
}

/**
 * How the cell of a field is read, given what a person mapped to it. For each expression n8n sets up anew all that
 * expressions may use, so that most of the time of a sheet would go into that: what is fixed is taken as it is, and what
 * is one column is taken from the item. Everything else n8n evaluates, and also a column that holds more than one value.
 */
export function mappedCell(context: IExecuteFunctions, key: string, given: unknown): CellReader {
	const evaluated: CellReader = (_, index) => {
		const cell: unknown = context.getNodeParameter(`${PARAMETERS.columns}.value.${key}`, index);
		// n8n makes a text of a date of its own, but not where the whole parameter is one.
		return DateTime.isDateTime(cell) ? cell.toString() : cell;
	};
	if (typeof given === 'object' && given !== null) return evaluated;
	if (typeof given !== 'string' || !given.startsWith('=')) return () => given;
	const column = columnIn(given);
	if (column === undefined) return evaluated;
	return (json, index) => {
		const cell = json[column];
		return typeof cell === 'object' && cell !== null ? evaluated(json, index) : cell;
	};
}
