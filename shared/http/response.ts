import { KardError, type Headers } from '../errors';

/** The longest response that is read, in bytes after unpacking. Kard sends far less, and no host takes more. */
export const LONGEST_RESPONSE = 20_000_000;

interface JsonContent {
	readonly kind: 'json';
	readonly value: unknown;
	/** What it was read from. */
	readonly text?: string;
}

/** What the body of a response turned out to be. */
export type Content =
	| JsonContent
	| { readonly kind: 'empty' }
	/** A web page, or JSON that broke off. */
	| { readonly kind: 'unreadable'; readonly text: string };

/** A response that was read: it can be relied on to have these parts. */
export interface ReadResponse {
	readonly status: number;
	/** Names in lower case; a repeated header as one text with commas. */
	readonly headers: Headers;
	readonly content: Content;
}

/** Kard's last response to a request, after all retries. */
export interface KardResponse extends ReadResponse {
	/** Whether Kard may have carried out the request in an earlier attempt, or in this one without saying so. */
	readonly outcomeUnknown: boolean;
	/** How long Kard asked to wait, in milliseconds. */
	readonly retryAfterMs?: number;
	/** Where Kard forbids a request about an organization that the credentials do not belong to: theirs. */
	readonly ownOrganizationId?: string | undefined;
}

/** Whether this is a status of success. */
export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

function unreadable(what: string): KardError {
	return new KardError(
		`The transport did not give an answer that can be read: ${what}. It must resolve with { status, headers, body }. ` +
			'Kard may have received the request.',
		{ outcomeUnknown: true },
	);
}

/** The error about a response that is longer than `LONGEST_RESPONSE`. */
export function tooLong(): KardError {
	return new KardError(
		`Kard's answer is longer than ${String(LONGEST_RESPONSE / 1_000_000)} MB and was not read. Ask for smaller pages, ` +
			'or check the environment or base URL.',
		{ outcomeUnknown: true },
	);
}

function isPair(value: unknown): value is readonly [string, unknown] {
	return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string';
}

/** Headers come as an object, or as pairs, which the classes of HTTP libraries for headers give. */
function headerPairs(headers: unknown): readonly (readonly [string, unknown])[] {
	if (typeof headers !== 'object' || headers === null) throw unreadable('it has no headers');
	if (!(Symbol.iterator in headers)) return Object.entries(headers);
	const pairs: unknown[] = Array.from(headers as Iterable<unknown>);
	if (pairs.every(isPair)) return pairs;
	throw unreadable('its headers are a list, not names with values');
}

function headerText(value: unknown): string | undefined {
	if (Array.isArray(value)) return value.map(String).join(', ');
	return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

function readHeaders(headers: unknown): Headers {
	const texts = headerPairs(headers).flatMap(([name, value]) => {
		const text = headerText(value);
		return text === undefined ? [] : [[name.toLowerCase(), text] as const];
	});
	return Object.fromEntries(texts);
}

/**
 * The body as it was on the way. What a host has read as JSON itself is written again: so it is finite, it says the same
 * whenever it is looked at, and its length is known.
 */
function bodyText(body: unknown): unknown {
	if (body === undefined || body === null || typeof body === 'string' || body instanceof Uint8Array)
		return body;
	let text: unknown;
	try {
		text = JSON.stringify(body);
	} catch {
		text = undefined;
	}
	if (text === undefined) throw unreadable('its body can be no JSON');
	return text;
}

function lengthOf(body: unknown): number {
	if (typeof body === 'string') return Buffer.byteLength(body);
	return body instanceof Uint8Array ? body.byteLength : 0;
}

/**
 * Checks what a transport resolved with: a host's helper may change, and a program may bring a transport of its own.
 * @throws KardError for what is no response, and for one that is too long
 */
export function readResponse(response: unknown): ReadResponse {
	if (typeof response !== 'object' || response === null) throw unreadable('it is not an object');
	const status = 'status' in response ? response.status : undefined;
	if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599) {
		throw unreadable('its status is not an HTTP status');
	}
	const headers = readHeaders('headers' in response ? response.headers : undefined);
	const body = bodyText('body' in response ? response.body : undefined);
	if (lengthOf(body) > LONGEST_RESPONSE) throw tooLong();
	return { status, headers, content: readContent(body) };
}

/**
 * Reads the body of a response. Hosts differ: some hand over text, some parse JSON by themselves and hand over text
 * only when it was none.
 */
function readContent(body: unknown): Content {
	if (body === undefined || body === null || body === '') return { kind: 'empty' };
	if (body instanceof Uint8Array) return readContent(new TextDecoder().decode(body));
	if (typeof body !== 'string') return { kind: 'json', value: body };
	// A byte order mark counts as white space, but not to JSON.
	const text = body.trim();
	if (text === '') return { kind: 'empty' };
	try {
		const value: unknown = JSON.parse(text);
		return { kind: 'json', value, text };
	} catch {
		return { kind: 'unreadable', text: body };
	}
}
