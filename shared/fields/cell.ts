import { decimalDigit, digitsOfOneScript } from '../redaction/digits';

/** What programs make of a column of whole numbers in which some cells are empty: `5814.0`. */
const WHOLE_WITH_DECIMALS = /^(\d+)\.0+$/;

/**
 * The text of a cell that holds text or a plain number, without white space around it; undefined for anything
 * else, and for numbers that JavaScript does not hold exactly or would write with an exponent. For cells of digits:
 * decimals that are all zeros are taken away.
 */
export function cellText(raw: unknown): string | undefined {
	if (typeof raw === 'string') return withoutZeroDecimals(raw.trim());
	return typeof raw === 'number' ? exactDigits(raw) : undefined;
}

/** The digits of a whole number that is written with decimals: `5814.0` is `5814`. Any other text is as it was. */
export function withoutZeroDecimals(text: string): string {
	return text.replace(WHOLE_WITH_DECIMALS, '$1');
}

/** Whether a cell is empty. */
export function isBlank(cell: unknown): boolean {
	return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
}

/** What people and programs write where there is nothing. `NA` is not among them, for it is also a country. */
const WORDS_FOR_NOTHING: ReadonlySet<string> = new Set([
	...[
		'n/a',
		'n.a.',
		'#n/a',
		'-',
		'--',
		'---',
		'\u2013',
		'\u2014',
		'none',
		'null',
		'nil',
		'nan',
		'undefined',
		'\\n',
	],
	...['(blank)', '(empty)', '(none)', '(null)', '<null>', '<na>'],
]);
const SHEET_ERROR = /^#(?:ref|value|name|div\/0|num|null|error|spill|calc)[!?]$/i;
const LONGEST_WORD = 12;
/** What all of these begin with, and few other cells. */
const BEGINNING = /^[\s#(<\\nu\-\u2013\u2014]/i;

function mayBeWord(cell: unknown): cell is string {
	return typeof cell === 'string' && cell.length <= LONGEST_WORD && BEGINNING.test(cell);
}

/** Whether a cell says in words that it is empty, as in `N/A`. */
export function isWordForNothing(cell: unknown): boolean {
	return mayBeWord(cell) && WORDS_FOR_NOTHING.has(cell.trim().toLowerCase());
}

/** Whether a cell holds what a spreadsheet shows for a formula that does not work, as in `#REF!`. */
export function isSheetError(cell: unknown): boolean {
	return mayBeWord(cell) && SHEET_ERROR.test(cell.trim());
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
