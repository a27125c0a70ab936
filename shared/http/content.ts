/** What an answer's body turned out to be. */
export type Content =
	| { readonly kind: 'json'; readonly value: unknown }
	| { readonly kind: 'empty' }
	/** A web page, or JSON that broke off. */
	| { readonly kind: 'unreadable'; readonly text: string };

/**
 * Reads the body of an answer. Hosts differ: some hand over text, some parse JSON by themselves and hand over text
 * only when it was none.
 */
export function readContent(body: unknown): Content {
	if (body === undefined || body === null || body === '') return { kind: 'empty' };
	if (body instanceof Uint8Array) return readContent(new TextDecoder().decode(body));
	if (typeof body !== 'string') return { kind: 'json', value: body };
	// A byte order mark counts as white space, but not to JSON.
	const text = body.trim();
	if (text === '') return { kind: 'empty' };
	try {
		const value: unknown = JSON.parse(text);
		return { kind: 'json', value };
	} catch {
		return { kind: 'unreadable', text: body };
	}
}
