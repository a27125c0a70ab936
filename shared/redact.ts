import trim from 'lodash/trim';
import trimEnd from 'lodash/trimEnd';
import trimStart from 'lodash/trimStart';
import { cardNumberSpans } from './values/cardNumber';

const MASK = '•••';
const MASKED_EMAIL = `${MASK}@${MASK}`;

/** What one address, or one value, may be written in: a row of letters, digits and the signs @ . _ + -. */
const TOKENS = /[\p{L}\p{N}@._+-]+/gu;
/** A row of signs that could hold an address; what stands around addresses in prose, JSON and URLs ends it. */
const ADDRESS_TOKENS = /[^\s<>()[\]{},;:"\\=&?/]+/gu;
const AT = /@|＠|%40/giu;
const DIGITS = /\p{Nd}+/gu;
/** The signs of a token that may also be punctuation around a value. */
const PUNCTUATION = '@._+-';

type Redactor = (text: string) => string;

/**
 * A text with email addresses, full card numbers and every sensitive value masked. A sensitive value is masked
 * where it stands as a whole: as a token (letters, digits and @ . _ + -), as a whole run of digits, or, if it
 * holds other signs (`Jo Doe`), wherever it occurs. Values without a letter or digit are ignored.
 */
export function redactText(text: string, sensitive: ReadonlySet<string> = new Set()): string {
	return redactor(sensitive)(text);
}

/**
 * A copy of a JSON value with all its text masked as `redactText` does, keys included. Numbers that hold a card
 * number or a sensitive value become the mask. The structure stays, however deep; keys that the mask makes equal
 * are told apart by a number.
 */
export function redactDeep(value: unknown, sensitive: ReadonlySet<string> = new Set()): unknown {
	const redact = redactor(sensitive);
	const copies = new Map<object, object>();
	// A list of what is left to do instead of recursion, which a deep enough value would bring down.
	const pending: (() => void)[] = [];
	const copyOf = (item: unknown): unknown => {
		if (typeof item === 'string') return redact(item);
		if (typeof item === 'number' || typeof item === 'bigint') return redactNumber(item, redact);
		if (typeof item !== 'object' || item === null) return item;
		return copies.get(item) ?? startCopy(item);
	};
	const startCopy = (item: object): unknown => {
		const isList = Array.isArray(item);
		const copy = isList ? [] : {};
		copies.set(item, copy);
		pending.push(() => {
			for (const [key, entry] of Object.entries(item)) put(copy, isList ? key : redact(key), copyOf(entry));
		});
		return copy;
	};
	const copy = copyOf(value);
	for (let fill = pending.pop(); fill !== undefined; fill = pending.pop()) fill();
	return copy;
}

function redactNumber(value: number | bigint, redact: Redactor): unknown {
	const text = String(value);
	return redact(text) === text ? value : MASK;
}

/** Defines a key rather than assigning it, so that `__proto__` is a key like any other. */
function put(record: object, key: string, value: unknown): void {
	let free = key;
	for (let count = 2; Object.hasOwn(record, free); count += 1) free = `${key} (${count})`;
	Object.defineProperty(record, free, { value, enumerable: true, configurable: true, writable: true });
}

function redactor(sensitive: ReadonlySet<string>): Redactor {
	const values = new Set([...sensitive].filter((value) => /[\p{L}\p{N}]/u.test(value)));
	const phrases = [...values].filter((value) => value.replace(TOKENS, '') !== '');
	// The longest first, so that no part of a phrase is left behind.
	phrases.sort((a, b) => b.length - a.length);
	const maskAll: Redactor = (text) => {
		const withoutPhrases = phrases.reduce((rest, phrase) => rest.replaceAll(phrase, MASK), text);
		const withoutAddresses = withoutPhrases.replace(ADDRESS_TOKENS, maskAddress);
		return maskCardNumbers(withoutAddresses)
			.replace(TOKENS, (token) => maskToken(token, values))
			.replace(DIGITS, (digits) => (values.has(digits) ? MASK : digits));
	};
	return (text) => {
		// A mask can cut a token in two, and a part of it can be another sensitive value: once more, until still.
		let [before, after] = [text, maskAll(text)];
		while (after !== before) [before, after] = [after, maskAll(after)];
		return after;
	};
}

/** A sign that ends the sentence or closes the quotation is no part of the address. */
function maskAddress(token: string): string {
	const ending = /[.!'’]$/u.exec(token)?.[0] ?? '';
	const address = token.slice(0, token.length - ending.length).replace(AT, '@');
	return trim(address, '@').includes('@') ? `${MASKED_EMAIL}${ending}` : token;
}

function maskCardNumbers(text: string): string {
	const spans = cardNumberSpans(text);
	const between = [...spans, { start: text.length, end: text.length }].map((span, index) =>
		text.slice(spans[index - 1]?.end ?? 0, span.start),
	);
	return between.join(MASK);
}

/** Punctuation beside a value belongs to the token, and so is looked at with and without. */
function maskToken(token: string, values: ReadonlySet<string>): string {
	const start = trimStart(token, PUNCTUATION);
	const candidates = [token, trimEnd(token, PUNCTUATION), start, trimEnd(start, PUNCTUATION)];
	const found = candidates.find((candidate) => values.has(candidate));
	return found === undefined ? token : token.replace(found, () => MASK);
}
