import { isFields, setOwn } from '../json';
import { own } from './cells';

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
