import { quote } from '../redaction/quote';
import { cellText, isBlank } from './cell';
import { err, ok, type Reading } from './reading';

/**
 * The items of a cell that holds a list: an array, the text of a JSON array, or text separated by commas,
 * semicolons or vertical bars. Blank items are left out; `none` and `[]` are the empty list.
 */
export function listItems(raw: unknown): Reading<readonly unknown[]> {
	if (Array.isArray(raw)) return ok(raw.filter((item: unknown) => !isBlank(item)));
	const text = typeof raw === 'boolean' ? String(raw) : cellText(raw);
	if (text === undefined) return err(`expected a list separated by commas, but found ${quote(raw)}`);
	if (text.toLowerCase() === 'none') return ok([]);
	if (text.startsWith('[')) return jsonItems(text);
	const items = text.split(/[,;|]/).filter((item) => !isBlank(item));
	return items.length > 0
		? ok(items)
		: err('expected a list separated by commas; for an empty list write none');
}

/** Reads every item, giving each value once, or the first problem, with its place in the list. */
export function readEach<T>(
	items: readonly unknown[],
	readItem: (item: unknown) => Reading<T>,
): Reading<T[]> {
	const values = new Set<T>();
	for (const [index, item] of items.entries()) {
		const reading = readItem(item);
		if (!reading.ok) return items.length > 1 ? err(`item ${index + 1}: ${reading.problem}`) : reading;
		values.add(reading.value);
	}
	return ok([...values]);
}

function jsonItems(text: string): Reading<readonly unknown[]> {
	try {
		const items: unknown = JSON.parse(text);
		if (Array.isArray(items)) return listItems(items);
	} catch {
		// Not JSON after all: said below, without the parser's words, which would repeat the cell.
	}
	return err(
		'the list in square brackets is not complete; write the items separated by commas, without brackets',
	);
}
