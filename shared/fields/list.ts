import { readLastFour } from './card';
import { containsCardNumber } from '../redaction/cardNumber';
import { cellText, isBlank } from './cell';
import { quote } from '../redaction/quote';
import { read, refused, type Reading } from './reading';

/**
 * Reads a list of the last four digits of cards, each one once. See `readLastFour` and `listItems`. Four of them in
 * one text could be the groups of a full card number; with a space after each comma they are taken for a list.
 */
export function readLastFours(raw: unknown): Reading<string[]> {
	if (typeof raw === 'string' && containsCardNumber(raw)) {
		return refused(
			'this looks like a full card number; send only the last four digits of each card, with a comma and a ' +
				'space between two of them',
		);
	}
	const items = listItems(raw);
	return items.ok ? readEach(items.value, readLastFour) : items;
}

/**
 * The items of a cell that holds a list: an array, the text of a JSON array, or text separated by commas,
 * semicolons or vertical bars. Blank items are left out; `none` and `[]` are the empty list.
 */
export function listItems(raw: unknown): Reading<readonly unknown[]> {
	if (Array.isArray(raw)) return read(raw.filter((item: unknown) => !isBlank(item)));
	const text = typeof raw === 'boolean' ? String(raw) : cellText(raw);
	if (text === undefined) return refused(`expected a list separated by commas, but found ${quote(raw)}`);
	if (text.toLowerCase() === 'none') return read([]);
	if (text.startsWith('[')) return jsonItems(text);
	const items = text.split(/[,;|]/).filter((item) => !isBlank(item));
	return items.length > 0
		? read(items)
		: refused('expected a list separated by commas; for an empty list write none');
}

/** Reads every item, giving each value once, or the first problem, with its place in the list. */
export function readEach(
	items: readonly unknown[],
	readItem: (item: unknown) => Reading<string>,
): Reading<string[]> {
	const values = new Set<string>();
	for (const [index, item] of items.entries()) {
		const reading = readItem(item);
		if (!reading.ok) return items.length > 1 ? refused(`item ${index + 1}: ${reading.problem}`) : reading;
		values.add(reading.value);
	}
	return read([...values]);
}

function jsonItems(text: string): Reading<readonly unknown[]> {
	try {
		const items: unknown = JSON.parse(text);
		if (Array.isArray(items)) return listItems(items);
	} catch {
		// Not JSON after all: said below, without the parser's words, which would repeat the cell.
	}
	return refused(
		'the list in square brackets is not complete; write the items separated by commas, without brackets',
	);
}
