import { badParameter, wholeNumberIn } from './query';

const USUAL_SIZE = 20;
const LARGEST_SIZE = 200;
const SIZE = 'page[size]';
const AFTER = 'page[after]';
const BEFORE = 'page[before]';

/** One page of a list, and the cursors of its neighbours. */
interface Page<T> {
	readonly items: readonly T[];
	readonly size: number;
	readonly prev?: string;
	readonly next?: string;
}

/** The links of a page, in Kard's shape. */
interface Links {
	readonly self: string;
	readonly prev?: string;
	readonly next?: string;
}

/** How large the pages of a list are. */
interface PageSizes {
	/** How many items a page has when the query does not say: 20 unless given. */
	readonly usual?: number;
	/** What becomes of a size that is too large: it is refused unless it is to be cut down. */
	readonly tooLarge?: 'refused' | 'cut';
}

/**
 * Cuts the page that a query asks for out of a sorted list.
 * @param keyOf a text that is unique for each item
 */
export function pageOf<T>(
	items: readonly T[],
	query: URLSearchParams,
	keyOf: (item: T) => string,
	{ usual = USUAL_SIZE, tooLarge = 'refused' }: PageSizes = {},
): Page<T> {
	const most = tooLarge === 'cut' ? Infinity : LARGEST_SIZE;
	const size = Math.min(LARGEST_SIZE, wholeNumberIn(query, SIZE, 1, most) ?? usual);
	const [start, end] = boundsOf(items.map(keyOf), query, size);
	const page = items.slice(start, end);
	const [first] = page;
	const last = page.at(-1);
	return {
		items: page,
		size,
		...(first !== undefined && start > 0 ? { prev: cursorOf(keyOf(first)) } : {}),
		...(last !== undefined && end < items.length ? { next: cursorOf(keyOf(last)) } : {}),
	};
}

function boundsOf(keys: readonly string[], query: URLSearchParams, size: number): [number, number] {
	if (query.has(AFTER) && query.has(BEFORE)) throw badParameter(BEFORE, `cannot go together with ${AFTER}.`);
	if (query.has(BEFORE)) {
		const end = placeOf(keys, query, BEFORE);
		return [Math.max(0, end - size), end];
	}
	const start = query.has(AFTER) ? placeOf(keys, query, AFTER) + 1 : 0;
	return [start, Math.min(keys.length, start + size)];
}

function placeOf(keys: readonly string[], query: URLSearchParams, name: string): number {
	const place = keys.indexOf(Buffer.from(query.get(name) ?? '', 'base64').toString('utf8'));
	if (place < 0) throw badParameter(name, 'is not a cursor of this list.');
	return place;
}

function cursorOf(key: string): string {
	return Buffer.from(key, 'utf8').toString('base64');
}

/**
 * The links of a page, as odd as Kard's own: relative, with the placeholders of the path left as they are, and with
 * the cursor put behind a second question mark. A client must take the cursor out of them.
 */
export function linksOf(path: string, query: URLSearchParams, page: Page<unknown>): Links {
	const others = [...query].filter(([name]) => ![SIZE, AFTER, BEFORE].includes(name));
	const parameters = [[SIZE, String(page.size)] as const, ...others];
	const base = `${path}?${parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`;
	return {
		self: base,
		...(page.prev === undefined ? {} : { prev: `${base}?${BEFORE}=${page.prev}` }),
		...(page.next === undefined ? {} : { next: `${base}?${AFTER}=${page.next}` }),
	};
}
