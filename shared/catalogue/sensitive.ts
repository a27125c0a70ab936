import { everyColumn } from './everyColumn';

/** The names of the attributes that hold personal or card data, taken from the descriptions of the fields. */
export const SENSITIVE_NAMES: ReadonlySet<string> = new Set(
	everyColumn
		.filter((column) => column.sensitive)
		.map((column) => column.path[column.path.length - 1] ?? column.key),
);
