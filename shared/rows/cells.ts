import isPlainObject from 'lodash/isPlainObject';
import { isFields, type Fields } from '../json';

/** A row, or an object in a row: values by name. */
export type Cells = Fields;

/** Whether an object may hold fields. A Date, a Map or a Promise is an object as well, and holds none by name. */
export function holdsFields(value: unknown): value is Cells {
	return isFields(value) && (isPlainObject(value) || Object.keys(value).length > 0);
}

/** A value by its name, if it is the object's own. */
export function own(cells: unknown, name: string): unknown {
	return isFields(cells) && Object.hasOwn(cells, name) ? cells[name] : undefined;
}

/** Whether a cell is empty. */
export function isBlank(cell: unknown): boolean {
	return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
}
