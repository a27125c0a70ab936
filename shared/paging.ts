import { z } from 'zod/v4';
import { apiError, KardError, type KardApiError } from './errors';
import type { Answer, ResponseFacts } from './http/answer';
import { describeStatus } from './http/statusWords';

/** One page of a list, as Kard sent it. */
export interface Page<T> {
	readonly data: readonly T[];
	/** Related resources that were asked for with `include`. */
	readonly included: readonly unknown[];
	/** Facts about the whole list. */
	readonly meta: Readonly<Record<string, unknown>>;
	readonly response: ResponseFacts;
}

/** How much of a list is wanted. */
export interface ListLimit {
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

function pageDocument<T>(item: z.ZodType<T>) {
	return z.looseObject({
		data: z.array(item),
		included: z.array(z.unknown()).optional(),
		meta: z.record(z.string(), z.unknown()).optional(),
		links: z.looseObject({ next: z.string().nullish() }).optional(),
	});
}

/**
 * Takes the cursor out of `links.next`. The rest of that link is never used: Kard's own samples show it with
 * placeholders that were not filled in, and even with a second `?` inside the query.
 */
export function cursorIn(next: string | null | undefined): string | undefined {
	const written = /[?&]page(?:\[|%5B)after(?:\]|%5D)=([^&?#]*)/i.exec(next ?? '')?.[1];
	if (written === undefined || written === '') return undefined;
	try {
		return decodeURIComponent(written);
	} catch {
		return written;
	}
}

/** Fetches the page after the given cursor; the first page when there is none. */
export type PageFetcher = (cursor: string | undefined) => Promise<Answer<unknown>>;

function strange({ status }: ResponseFacts): KardApiError {
	return apiError(describeStatus(status, { content: { kind: 'json' } }), { statusCode: status });
}

async function* fetchPages<T>(fetch: PageFetcher, item: z.ZodType<T>): AsyncGenerator<Page<T>> {
	const pageSchema = pageDocument(item);
	const seen = new Set<string>();
	let cursor: string | undefined;
	do {
		const { data: document, response } = await fetch(cursor);
		const page = pageSchema.safeParse(document);
		if (!page.success) throw strange(response);
		const { data, included = [], meta = {}, links } = page.data;
		yield { data, included, meta, response };
		cursor = cursorIn(links?.next);
		if (cursor !== undefined && seen.has(cursor)) {
			throw new KardError(
				'Kard pointed to the same page of the list twice, so the list was ended there. What came before is complete.',
			);
		}
		if (cursor !== undefined) seen.add(cursor);
	} while (cursor !== undefined);
}

/**
 * A list over whatever fetches its pages.
 * @param open begins a reading of the list
 * @param item what each of its items is
 */
export function kardList<T>(open: () => PageFetcher, item: z.ZodType<T>): KardList<T> {
	const pages = () => fetchPages(open(), item);
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
