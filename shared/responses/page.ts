import { isFields, type Fields } from '../json';
import { onwardFrom, type Direction, type Onward } from './cursor';
import { completed, isResource } from './resource';
import { withoutNulls } from './withoutNulls';

/** What a page of a list says. */
export interface PageContent {
	/** Each item as it came. */
	readonly items: readonly unknown[];
	readonly included: readonly unknown[];
	readonly meta: Fields;
	/** Where the list goes on. */
	readonly onward: Onward;
}

/** The items of a page; undefined where there is no list of them. A list of one may be that one. */
function itemsIn(document: unknown): readonly unknown[] | undefined {
	const data = isFields(document) ? document.data : document;
	if (isResource(data)) return [data];
	return Array.isArray(data) ? data : undefined;
}

/**
 * Reads a page of a list. An item that is odd takes no other away: it is handed over as it came, and only one that is
 * null is left out, for it says nothing.
 * @returns undefined where there is no list of items
 */
export function readPage(body: unknown, direction: Direction): PageContent | undefined {
	const document = withoutNulls(body);
	const items = itemsIn(document)?.map((item) => (isFields(item) ? completed(item) : item));
	if (items === undefined) return undefined;
	if (!isFields(document)) return { items, included: [], meta: {}, onward: 'end' };
	const { included, meta } = document;
	return {
		items,
		included: Array.isArray(included) ? included : [],
		meta: isFields(meta) ? meta : {},
		onward: onwardFrom(document, direction),
	};
}
