import { asItCame } from '../responses/asItCame';
import type { Onward } from '../responses/cursor';
import type { PageContent } from '../responses/page';
import { KardError } from '../errors';
import type { WithResponse, ResponseFacts } from '../http/kardPromise';

/** One page of a list, as Kard sent it. */
export interface Page<T> {
	readonly data: readonly T[];
	/** Related resources that were asked for with `include`. */
	readonly included: readonly unknown[];
	/** Facts about the whole list. */
	readonly meta: Readonly<Record<string, unknown>>;
	/** The cursor at which the list goes on; undefined at its end. */
	readonly next: string | undefined;
	readonly response: ResponseFacts;
}

/** How much of a list is wanted. */
interface ListLimit {
	/** The most items to fetch; all of them when it is missing. */
	readonly limit?: number;
}

/** A list that is fetched page by page, as far as it is read. Reading it again fetches it again. */
export interface KardList<T> extends AsyncIterable<T> {
	/** The pages, with what Kard sends beside the items. */
	pages(): AsyncIterable<Page<T>>;
	/** The items as an array, at most `limit` of them. */
	toArray(limit?: ListLimit): Promise<T[]>;
}

/** Where the pages of one reading of a list come from. */
export interface PageSource {
	/** Fetches the page at a cursor; where the reading begins when there is none. */
	readonly fetch: (cursor: string | undefined) => Promise<WithResponse<PageContent>>;
	/** The cursor at which the reading begins, if the caller gave one. */
	readonly start?: string | undefined;
}

/** How many pages without items are read in a row before the list is taken to have no end. */
const EMPTY_PAGES = 10;

const SO_FAR = 'so the list was ended there. What came before is complete';
const TWICE = `Kard pointed to the same page of the list twice, ${SO_FAR}.`;
const NOWHERE = `Kard says that the list goes on, but not where, ${SO_FAR}.`;
const NOTHING =
	`Kard sent ${String(EMPTY_PAGES)} pages without items in a row, each pointing to another, ${SO_FAR}. ` +
	'Try again later, or narrow the list.';

/** Tells a list that has no end from one that has. */
class Progress {
	private readonly seen = new Set<string>();
	private emptyPages = 0;

	constructor(start: string | undefined) {
		if (start !== undefined) this.seen.add(start);
	}

	/**
	 * Notes a page, and gives the cursor of the next one.
	 * @throws KardError when the list leads nowhere
	 */
	next(count: number, onward: Onward): string | undefined {
		if (onward === 'end') return undefined;
		if (onward === 'unclear') throw new KardError(NOWHERE);
		if (this.seen.has(onward.cursor)) throw new KardError(TWICE);
		this.seen.add(onward.cursor);
		this.emptyPages = count === 0 ? this.emptyPages + 1 : 0;
		if (this.emptyPages >= EMPTY_PAGES) throw new KardError(NOTHING);
		return onward.cursor;
	}
}

async function* fetchPages<T>(open: () => PageSource): AsyncGenerator<Page<T>> {
	const { fetch, start } = open();
	const item = asItCame<T>();
	const progress = new Progress(start);
	let cursor: string | undefined;
	do {
		const { data: page, response } = await fetch(cursor);
		const { items, included, meta, onward } = page;
		const next = typeof onward === 'object' ? onward.cursor : undefined;
		yield { data: items.map((one) => item.parse(one)), included, meta, next, response };
		cursor = progress.next(items.length, onward);
	} while (cursor !== undefined);
}

/**
 * A list over whatever fetches its pages.
 * @param open begins a reading of the list
 */
export function kardList<T>(open: () => PageSource): KardList<T> {
	const pages = () => fetchPages<T>(open);
	async function* items(): AsyncGenerator<T> {
		for await (const page of pages()) yield* page.data;
	}
	return {
		pages,
		[Symbol.asyncIterator]: items,
		toArray: async ({ limit = Infinity } = {}) => {
			const found: T[] = [];
			if (limit <= 0) return found;
			for await (const item of items()) {
				found.push(item);
				if (found.length >= limit) break;
			}
			return found;
		},
	};
}
