const DECIMAL = /^\p{Nd}$/u;

/**
 * The decimal digit zero of the script that a decimal digit belongs to, as a code point; undefined for a character
 * that is none. Every script has its digits from zero to nine side by side (Unicode, chapter 4.6), and where
 * several tens follow each other, as the mathematical ones do, their number is a multiple of ten.
 */
function zeroOf(character: string): number | undefined {
	const codePoint = character.codePointAt(0);
	if (codePoint === undefined || !DECIMAL.test(character)) return undefined;
	let first = codePoint;
	while (DECIMAL.test(String.fromCodePoint(first - 1))) first -= 1;
	return codePoint - ((codePoint - first) % 10);
}

/** A decimal digit of any script as `0` to `9`; undefined for any other character. */
export function decimalDigit(character: string): string | undefined {
	const zero = zeroOf(character);
	return zero === undefined ? undefined : String((character.codePointAt(0) ?? zero) - zero);
}

/** Whether all decimal digits of a text belong to one script, so that they can be read without a guess. */
export function digitsOfOneScript(text: string): boolean {
	return new Set(Array.from(text.matchAll(/\p{Nd}/gu), ([digit]) => zeroOf(digit))).size <= 1;
}
