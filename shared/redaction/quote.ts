import { DateTime } from 'luxon';
import isDate from 'lodash/isDate';
import { Redactor } from './redactor';
import { MASKED_ADDRESS } from './spans';
import { cardNumberSpans } from './cardNumber';

const LONGEST_QUOTE = 40;
/** So much of a text is looked at: no address and no number that begins in what is shown ends after it. */
const LOOKED_AT = 1_000;
/** Finds addresses also where they are written with escapes. */
const addresses = new Redactor({});
/** Five or more digits, of any script, with at most two signs between one and the next: a phone, a card, an id. */
const MANY_DIGITS = /\p{Nd}(?:[^\p{L}\p{Nd}]{0,2}\p{Nd}){4,}/gu;

/**
 * A cell as an error message may show it: in quotation marks, on one line, cut to 40 characters, with email
 * addresses and every run of five or more digits masked. Lists, dates and objects are named, not shown.
 */
export function quote(raw: unknown): string {
	if (Array.isArray(raw)) return 'a list';
	if (isDate(raw) || DateTime.isDateTime(raw)) return 'a date';
	if (typeof raw === 'object' && raw !== null) return 'an object';
	if (typeof raw === 'function' || typeof raw === 'symbol') return `a ${typeof raw}`;
	return `"${shortened(masked(String(raw)))}"`;
}

/** What looks personal is masked before the cut, because half an address no longer looks like one. */
function masked(text: string): string {
	const line = withoutCardNumbers(text.slice(0, LOOKED_AT))
		.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
		.trim();
	return addresses
		.text(line)
		.replace(/\S+/gu, (word) => (/[@＠]/u.test(word) ? MASKED_ADDRESS : word))
		.replace(MANY_DIGITS, (digits) => digits.replace(/\p{Nd}/gu, '•'));
}

/** Signs such as ` - ` or `&nbsp;` between its groups keep a card number from being one row of digits. */
function withoutCardNumbers(text: string): string {
	return cardNumberSpans(text).reduce(
		(rest, { start, end }) =>
			rest.slice(0, start) + rest.slice(start, end).replace(/\p{N}/gu, hidden) + rest.slice(end),
		text,
	);
}

/** As many units as before, so that places in the text stay what they are. */
function hidden(digit: string): string {
	return '•'.repeat(digit.length);
}

function shortened(text: string): string {
	// A character outside the basic plane takes two units, so this is enough for the first forty and one more.
	const characters = Array.from(text.slice(0, 2 * (LONGEST_QUOTE + 1)));
	if (characters.length <= LONGEST_QUOTE) return text;
	return `${characters.slice(0, LONGEST_QUOTE - 1).join('')}…`;
}
