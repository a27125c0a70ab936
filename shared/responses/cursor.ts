import { isFields, type Fields } from '../json';

/** Which way a list is read. */
export type Direction = 'after' | 'before';

/** The link that leads on, by the direction of reading. */
const LINK = { after: 'next', before: 'prev' } as const;

/**
 * Takes the cursor out of a link. The rest of that link is never used: Kard's own samples show it with placeholders
 * that were not filled in, and even with a second `?` inside the query. A `+` in it is a plus sign, for cursors are
 * base64 and Kard does not encode them everywhere.
 */
export function cursorIn(link: string | undefined, direction: Direction = 'after'): string | undefined {
	const key = new RegExp(`[?&]page(?:\\[|%5B)${direction}(?:\\]|%5D)=([^&?#]*)`, 'i');
	const written = key.exec(link ?? '')?.[1];
	if (written === undefined || written === '') return undefined;
	try {
		return decodeURIComponent(written);
	} catch {
		return written;
	}
}

/** Where a list goes on: at a cursor, nowhere, or somewhere that cannot be told. */
export type Onward = { readonly cursor: string } | 'end' | 'unclear';

/** A link is a text, or as JSON:API also has it, an object with the text in it. */
function addressOf(link: unknown): unknown {
	return isFields(link) ? link.href : link;
}

/** Reads where a list goes on behind a page. The page holds no nulls. */
export function onwardFrom({ links, meta }: Fields, direction: Direction): Onward {
	const link = isFields(links) ? links[LINK[direction]] : undefined;
	const address = addressOf(link);
	const more = direction === 'after' && isFields(meta) ? meta.hasNextPage : undefined;
	if (more === false) return 'end';
	const cursor = typeof address === 'string' ? cursorIn(address, direction) : undefined;
	if (cursor !== undefined) return { cursor };
	const isOdd = link !== undefined && link !== false && typeof address !== 'string';
	return more === true || isOdd ? 'unclear' : 'end';
}
