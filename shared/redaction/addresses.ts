import type { MaskedSpan } from './spans';

/** The sign in an address, also in its wide and its small form; a slip may have written it twice. */
const AT = /[@＠﹫]+/gu;
/** What ends an address, in prose, JSON and URLs, and what a mask is made of. */
const OUTSIDE = /[\s<>()[\]{},;:"\\=&?/@＠﹫•]/u;
/** A quoted name before the sign, from its quotation mark on. RFC 5321 allows 64 characters. */
const QUOTED = /"[^\s:,"](?:[^"]{0,98}[^\s"])?"$/u;
/** A name of a host, as it may follow a sign with spaces around it: `jo @ example.com`, but not `meet @ 5 pm`. */
const HOST = /^[ \t\u00A0]{1,3}([\p{L}\p{N}_-]{1,63}\.)+\p{L}{2,}/u;
const CLOSE_HOST = /^([\p{L}\p{N}_-]{1,63}\.)+\p{L}{2,}/u;
const NAME_APART = /[\p{L}\p{N}._+'-]{1,64}[ \t\u00A0]{1,3}$/u;
const LITERAL = /^\[[^\s\]]{1,60}\]/u;
/** How much of a text is looked at before and after a sign with spaces around it. */
const REACH = { before: 68, after: 320 };

/**
 * Where the email addresses of a text stand: `jo@x.com`, `"jo doe"@x.com`, `jo@[1.2.3.4]`, and `jo @ x.com`. Escapes
 * are not resolved here. In doubt it is an address.
 */
export function addressSpans(text: string): MaskedSpan[] {
	if (text.search(AT) < 0) return [];
	return Array.from(text.matchAll(AT)).flatMap((at) => {
		const end = at.index + at[0].length;
		const span = { start: nameStart(text, at.index), end: hostEnd(text, end) };
		const isAddress = span.start < at.index && span.end > end;
		return isAddress ? [{ ...span, isAddress }] : apart(text, at.index, end);
	});
}

function nameStart(text: string, at: number): number {
	if (text[at - 1] === '"') {
		const opening = text.lastIndexOf('"', at - 2);
		return opening >= 0 && QUOTED.test(text.slice(opening, at)) ? opening : at;
	}
	let start = at;
	while (start > 0 && !OUTSIDE.test(text.charAt(start - 1))) start -= 1;
	return start;
}

function hostEnd(text: string, from: number): number {
	const literal = LITERAL.exec(text.slice(from, from + REACH.after));
	if (literal) return from + literal[0].length;
	let end = from;
	while (end < text.length && !OUTSIDE.test(text.charAt(end))) end += 1;
	// A sign that ends the sentence or closes the quotation is no part of the address.
	return end > from && /[.!'’]/u.test(text.charAt(end - 1)) ? end - 1 : end;
}

/** An address with spaces around its sign, where what follows looks like the name of a host. */
function apart(text: string, at: number, end: number): MaskedSpan[] {
	const after = text.slice(end, end + REACH.after);
	const host = (HOST.exec(after) ?? CLOSE_HOST.exec(after))?.[0].length ?? 0;
	if (host === 0) return [];
	const before = text.slice(Math.max(0, at - REACH.before), at);
	const name = at - nameStart(text, at) || (NAME_APART.exec(before)?.[0].length ?? 0);
	return name > 0 ? [{ start: at - name, end: end + host, isAddress: true }] : [];
}
