import { reference, wholeNumber } from '../../fields';

/** The most notifications that Kard gives in one page. */
export const LARGEST_PAGE = 200;

/** How a cursor is sent, by the direction in which the list is read from it. */
export const CURSOR = { after: 'page[after]', before: 'page[before]' } as const;

/** The longest cursor taken, in characters. Kard names no limit; this one only keeps whole documents out. */
const LONGEST_CURSOR = 4_000;

const cursor = (title: string, description: string) =>
	reference({
		title,
		description,
		examples: ['eyJpZCI6IjY1ZjAifQ'],
		maxLength: LONGEST_CURSOR,
	}).optional();

/** Where the reading of a list begins, in Kard's own query names. */
export const cursors = {
	[CURSOR.after]: cursor('Page After', 'The cursor behind which the list is read.'),
	[CURSOR.before]: cursor('Page Before', 'The cursor before which the list is read, backwards from there.'),
};

/** A list is read from one cursor. */
export function hasOneCursor(query: Readonly<Record<string, unknown>>): boolean {
	return query[CURSOR.after] === undefined || query[CURSOR.before] === undefined;
}

/** What is said of a query with two cursors. */
export const ONE_CURSOR = { error: 'give page[after] or page[before], not both', path: [CURSOR.before] };

/**
 * How much of a list is asked for at once, under Kard's own query name `page[size]`.
 * @param what the items of the list, in the plural
 * @param usual how many of them are asked for unless the caller says otherwise
 * @param largest the most that Kard gives, where it says so
 */
export function pageSize(what: string, usual: number, largest = Number.MAX_SAFE_INTEGER) {
	return wholeNumber({
		title: 'Page Size',
		description: `How many ${what} to ask Kard for in one request.`,
		examples: [usual],
		maximum: largest,
	}).optional();
}
