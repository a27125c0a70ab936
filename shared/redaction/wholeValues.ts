import { gapsOf, merged, type MaskedSpan } from './spans';

/** What a value may be written in: a row of letters, digits and the signs @ . _ + -. */
const TOKENS = /[\p{L}\p{N}@._+-]+/gu;
const DIGITS = /\p{Nd}+/gu;
/** The same where all is ASCII, which is found several times as fast. */
const ASCII = /^[\0-\x7f]*$/;
const ASCII_TOKENS = /[A-Za-z0-9@._+-]+/g;
const ASCII_DIGITS = /[0-9]+/g;
const OTHER_SIGN = /[^\p{L}\p{N}@._+-]/u;
/** The signs of a token that may also be punctuation around a value. */
const PUNCTUATION: ReadonlySet<string> = new Set('@._+-');

/** Whether a value holds a sign that ends a token, so that it is none as a whole. */
export function isPhrase(value: string): boolean {
	return OTHER_SIGN.test(value);
}

/** Values that are masked as a whole only, so that `1990` is not cut out of `219901`. */
export class WholeValues {
	private readonly values: ReadonlySet<string>;

	/** @param values in lower case */
	constructor(values: Iterable<string>) {
		this.values = new Set(values);
	}

	/**
	 * Adds where they stand in a text.
	 * @param known what else is masked of it: that cuts the text, and what is left between may be a value as a whole
	 * @param text in lower case
	 */
	addedTo(known: readonly MaskedSpan[], text: string): readonly MaskedSpan[] {
		if (this.values.size === 0) return known;
		const isAscii = ASCII.test(text);
		const tokensIn = (gap: string) => this.tokensIn(gap, isAscii ? ASCII_TOKENS : TOKENS);
		const digitsIn = (gap: string) => this.digitsIn(gap, isAscii ? ASCII_DIGITS : DIGITS);
		const tokens = withThoseInGaps(text, known, tokensIn);
		const digits = withThoseInGaps(text, tokens, digitsIn);
		return digits.length === known.length ? known : withThoseInGaps(text, digits, tokensIn);
	}

	private digitsIn(text: string, digitRuns: RegExp): MaskedSpan[] {
		const spans: MaskedSpan[] = [];
		for (const { index, 0: digits } of text.matchAll(digitRuns)) {
			if (this.values.has(digits)) spans.push({ start: index, end: index + digits.length });
		}
		return spans;
	}

	private tokensIn(text: string, tokens: RegExp): MaskedSpan[] {
		const spans: MaskedSpan[] = [];
		for (const { index, 0: token } of text.matchAll(tokens)) {
			const found = this.wholeIn(token);
			if (found === undefined) continue;
			const start = index + token.indexOf(found);
			spans.push({ start, end: start + found.length });
		}
		return spans;
	}

	/** Punctuation beside a value belongs to the token, and so it is looked at with and without. */
	private wholeIn(token: string): string | undefined {
		if (this.values.has(token)) return token;
		let start = 0;
		let end = token.length;
		while (end > 0 && PUNCTUATION.has(token.charAt(end - 1))) end -= 1;
		while (start < end && PUNCTUATION.has(token.charAt(start))) start += 1;
		if (start === 0 && end === token.length) return undefined;
		const candidates = [token.slice(0, end), token.slice(start), token.slice(start, end)];
		return candidates.find((candidate) => this.values.has(candidate));
	}
}

function withThoseInGaps(
	text: string,
	spans: readonly MaskedSpan[],
	find: (gap: string) => readonly MaskedSpan[],
): readonly MaskedSpan[] {
	if (spans.length === 0) return find(text);
	const found = gapsOf(text, merged(spans)).flatMap((gap) =>
		find(gap.text).map(({ start, end }) => ({ start: gap.start + start, end: gap.start + end })),
	);
	return found.length === 0 ? spans : [...spans, ...found];
}
