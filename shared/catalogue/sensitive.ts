import { everyColumn } from './everyColumn';

/** The names of the attributes that hold personal or card data, taken from the descriptions of the fields. */
const SENSITIVE_NAMES = new Set<string>(
	everyColumn
		.filter((column) => column.sensitive)
		.map((column) => column.path[column.path.length - 1] ?? column.key),
);

/** The personal and card data in something that was sent, so that it can be masked in what comes back. */
export function sensitiveValues(sent: unknown, found = new Set<string>()): Set<string> {
	if (Array.isArray(sent)) {
		for (const one of sent) sensitiveValues(one, found);
	} else if (typeof sent === 'object' && sent !== null) {
		for (const [name, value] of Object.entries(sent)) {
			if (SENSITIVE_NAMES.has(name)) for (const one of [value].flat()) found.add(String(one));
			else sensitiveValues(value, found);
		}
	}
	return found;
}
