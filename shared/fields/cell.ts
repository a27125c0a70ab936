import { decimalDigit, digitsOfOneScript } from '../redaction/digits';

/**
 * The text of a cell that holds text or a plain number, without white space around it; undefined for anything
 * else, and for numbers that JavaScript does not hold exactly or would write with an exponent.
 */
export function cellText(raw: unknown): string | undefined {
	if (typeof raw === 'string') return raw.trim();
	return typeof raw === 'number' ? exactDigits(raw) : undefined;
}

/** Whether a cell is empty. */
export function isBlank(cell: unknown): boolean {
	return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
}

/**
 * A number as a person would write it; undefined where its digits are no longer those that were typed (beyond
 * Number.MAX_SAFE_INTEGER) or where it would take an exponent.
 */
export function exactDigits(value: number): string | undefined {
	if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) return undefined;
	const text = String(value);
	return text.includes('e') ? undefined : text;
}

/** What has no second form. */
const ASCII = /^\p{ASCII}*$/u;

/**
 * Characters of other widths and styles (full-width digits, no-break spaces) as the plain ones they stand for, and
 * the decimal digits of any one script as 0 to 9. Digits of several scripts in one text, and characters that only
 * look like a digit or hold one (`²`, `①`, `½`), stay as they are, so that no pattern of digits takes them.
 */
export function plain(text: string): string {
	if (ASCII.test(text)) return text.trim();
	const readable = digitsOfOneScript(text);
	return text
		.replace(/\P{ASCII}/gu, (character) => {
			const digit = decimalDigit(character);
			if (digit !== undefined) return readable ? digit : character;
			const simple = character.normalize('NFKC');
			return /\d/.test(simple) ? character : simple;
		})
		.normalize('NFC')
		.trim();
}
