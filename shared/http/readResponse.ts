import { KardError, type Headers } from '../errors';

/** The longest answer that is read, in bytes after unpacking: Zapier takes no more (20 MB), and Kard sends far less. */
export const LONGEST_ANSWER = 20_000_000;

/** An answer that can be relied on to have these parts. */
export interface ReadResponse {
	readonly status: number;
	/** Names in lower case; a repeated header as one text with commas. */
	readonly headers: Headers;
	readonly body: unknown;
}

function nonsense(what: string): KardError {
	return new KardError(
		`The transport did not give an answer that can be read: ${what}. It must resolve with { status, headers, body }. ` +
			'Kard may have received the request.',
		{ outcomeUnknown: true },
	);
}

/** The error about an answer that is longer than `LONGEST_ANSWER`. */
export function tooLong(): KardError {
	return new KardError(
		`Kard's answer is longer than ${String(LONGEST_ANSWER / 1_000_000)} MB and was not read. Ask for smaller pages, ` +
			'or check the environment or base URL.',
		{ outcomeUnknown: true },
	);
}

function isPair(value: unknown): value is readonly [string, unknown] {
	return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string';
}

/** Headers come as an object, or as pairs, which the classes of HTTP libraries for headers give. */
function headerPairs(headers: unknown): readonly (readonly [string, unknown])[] {
	if (typeof headers !== 'object' || headers === null) throw nonsense('it has no headers');
	if (!(Symbol.iterator in headers)) return Object.entries(headers);
	const pairs: unknown[] = Array.from(headers as Iterable<unknown>);
	if (pairs.every(isPair)) return pairs;
	throw nonsense('its headers are a list, not names with values');
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
	if (text === undefined) throw nonsense('its body can be no JSON');
	return text;
}

function lengthOf(body: unknown): number {
	if (typeof body === 'string') return Buffer.byteLength(body);
	return body instanceof Uint8Array ? body.byteLength : 0;
}

/**
 * Checks what a transport resolved with: a host's helper may change, and a program may bring a transport of its own.
 * @throws KardError for what is no answer, and for one that is too long
 */
export function readResponse(response: unknown): ReadResponse {
	if (typeof response !== 'object' || response === null) throw nonsense('it is not an object');
	const status = 'status' in response ? response.status : undefined;
	if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599) {
		throw nonsense('its status is not an HTTP status');
	}
	const headers = readHeaders('headers' in response ? response.headers : undefined);
	const body = bodyText('body' in response ? response.body : undefined);
	if (lengthOf(body) > LONGEST_ANSWER) throw tooLong();
	return { status, headers, body };
}
