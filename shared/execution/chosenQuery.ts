import type { Column } from '../fields/columns';
import { usualRowSettings } from '../rows/rowSettings';

/** Whether a field asks for nothing: a list without a choice in it, or a switch that is off. */
function asksForNothing({ input, read }: Column, value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	const reading = input === 'boolean' ? read(value, usualRowSettings) : undefined;
	return reading?.ok === true && reading.value === false;
}

/**
 * What a person filled in of the query of an operation, on a form where every field begins empty or off: what is still
 * so asks for nothing.
 * @param given what the form has, by the keys of the columns
 */
export function chosenQuery(
	columns: readonly Column[],
	given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
	const chosen = columns.filter((column) => !asksForNothing(column, given[column.key]));
	return Object.fromEntries(chosen.map(({ key }) => [key, given[key]]));
}
