/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: no list, and not null. */
export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets an entry of an object or a list as its own; a name such as `__proto__` is a name like any other. */
export function setOwn(target: object, name: string, value: unknown): void {
	Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
