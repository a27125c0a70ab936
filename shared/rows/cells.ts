/** A row, or an object in a row: values by name. */
export type Cells = Readonly<Record<string, unknown>>;

/** Whether something has named values, as a row has. */
export function isObject(value: unknown): value is Cells {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value by its name, if it is the object's own. */
export function own(cells: unknown, name: string): unknown {
	return isObject(cells) && Object.hasOwn(cells, name) ? cells[name] : undefined;
}

/** Whether a cell is empty. */
export function isBlank(cell: unknown): boolean {
	return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
}
