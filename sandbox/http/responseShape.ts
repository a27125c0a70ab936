/** What may vary in the responses of an operation. Paths lead through lists without a step of their own. */
export interface ResponseShape {
	/** The parts that may be absent. Everything else is required. */
	readonly optional: readonly string[];
	/** The parts that hold a value of an enum, or a list of them. What a request set is not among them. */
	readonly enums: readonly string[];
	/** The parts that may also be absent where some rows failed (a 207). */
	readonly optionalIn207?: readonly string[];
}

/** Several paths that begin alike: the names are separated by spaces. */
export function under(path: string, names: string): readonly string[] {
	return names.split(' ').map((name) => `${path}.${name}`);
}

/** The links of a page that may be absent. */
export const OPTIONAL_LINKS = under('links', 'prev next');
