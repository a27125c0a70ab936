/** White space and dashes, as HTML names them. */
const NAMED: ReadonlyMap<string, string> = new Map([
	...['nbsp', 'ensp', 'emsp', 'thinsp', 'tab', 'newline'].map((name): [string, string] => [name, ' ']),
	...['ndash', 'mdash', 'minus', 'hyphen', 'dash'].map((name): [string, string] => [name, '-']),
	['shy', '\u00AD'],
]);
/** A character as HTML, JSON or a URL writes it; `&` and `%` may themselves have been written so. */
const HTML = /&(?:amp;)*(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{3,7}));/gi;
const JSON_ESCAPE = /\\u([0-9a-f]{4})|\\[nrt]/gi;
/** One character in UTF-8: a first byte, and those that continue it. */
const PERCENT = /%(?:25)*[0-9a-f]{2}(?:%(?:25)*[89ab][0-9a-f])*/gi;
const INVISIBLE = '\u200B';

/**
 * A text in which characters written for HTML (`&nbsp;`), JSON (`\u00a0`) or a URL (`%20`) are those they stand
 * for. Everything else keeps its place: each is filled up with invisible characters to the length it had.
 */
export function decodedInPlace(text: string): string {
	if (!/[&%\\]/.test(text)) return text;
	return text
		.replace(HTML, (written: string, hex?: string, decimal?: string, name?: string) => {
			if (name !== undefined) return inPlaceOf(written, NAMED.get(name.toLowerCase()));
			return inPlaceOf(written, character(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)));
		})
		.replace(JSON_ESCAPE, (written: string, hex?: string) =>
			inPlaceOf(written, hex === undefined ? ' ' : character(Number.parseInt(hex, 16))),
		)
		.replace(PERCENT, (written) => inPlaceOf(written, percentDecoded(written)));
}

function inPlaceOf(written: string, decoded: string | undefined): string {
	return decoded === undefined ? written : decoded.padEnd(written.length, INVISIBLE);
}

function character(codePoint: number): string | undefined {
	return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : undefined;
}

function percentDecoded(written: string): string | undefined {
	try {
		return decodeURIComponent(written.replace(/%(?:25)+/g, '%'));
	} catch {
		return undefined;
	}
}
