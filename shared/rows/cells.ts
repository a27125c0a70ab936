import isPlainObject from 'lodash/isPlainObject';
import { isFields, setOwn, type Fields } from '../json';

/** A row, or an object in a row: values by name. */
export type Cells = Fields;

/** Whether an object may hold fields. A Date, a Map or a Promise is an object as well, and holds none by name. */
export function holdsFields(value: unknown): value is Cells {
	return isFields(value) && (Object.keys(value).length > 0 || isPlainObject(value));
}

/** A value by its name, if it is the object's own. */
export function own(cells: unknown, name: string): unknown {
	return isFields(cells) && Object.hasOwn(cells, name) ? cells[name] : undefined;
}

/** Sets a value at its path, in objects of our own making; a name such as `__proto__` is a name like any other. */
export function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
	const [first, ...rest] = path;
	if (first === undefined) return;
	if (rest.length === 0) {
		define(target, first, value);
		return;
	}
	const inner = own(target, first);
	const next: Record<string, unknown> = isFields(inner) ? inner : {};
	if (next !== inner) define(target, first, next);
	put(next, rest, value);
}

/** Every cell of every row goes through here, and an assignment is many times faster. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
	if (name === '__proto__') setOwn(target, name, value);
	else target[name] = value;
}
