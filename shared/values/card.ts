import { containsCardNumber } from './cardNumber';
import { cellText, plain } from './cell';
import { read, refused, type Reading } from './reading';

export { containsCardNumber } from './cardNumber';

const MASK = '*xX•●∙·#_?×';
const GAP = '\\s\\p{Pd}\\u2212';
/** Digits with nothing but single spaces or dashes between them. */
const DIGITS = new RegExp(`^\\d+(?:[${GAP}]\\d+)*$`, 'u');
/** Six to eleven digits in sight, then a mask, then what the mask leaves of the end. */
const MASKED_BIN = new RegExp(
	`^(?<start>\\d(?:[${GAP}]?\\d){5,10})[${GAP}]?[${MASK}][${MASK}${GAP}\\d]*$`,
	'u',
);
const MASKED_LAST_FOUR = new RegExp(`^[${GAP}]*[${MASK}][${MASK}${GAP}]*(?<end>\\d{4})$`, 'u');

const FULL_NUMBER = 'looks like a full card number';

/**
 * Reads a card BIN as six digits. Longer ones, of 7 to 11 digits, are cut to the first six, as Kard asks; from 12
 * digits on the cell could be a card number and is refused. Of a masked card number, the first six digits are
 * taken if they are in sight. No message repeats a digit of the cell.
 */
export function readCardBin(raw: unknown): Reading<string> {
	const text = cardText(raw);
	if (containsCardNumber(text)) return refused(`this ${FULL_NUMBER}; send only the first six digits`);
	const visible = DIGITS.test(text) ? text : MASKED_BIN.exec(text)?.groups?.start;
	if (visible === undefined) return refused('expected the first six digits of the card');
	const digits = visible.replace(/\D/g, '');
	if (digits.length >= 12) return refused('too long for a BIN; send only the first six digits of the card');
	if (digits.length < 6) {
		return refused(
			'expected six digits; the spreadsheet may have dropped leading zeros, so format the column as text',
		);
	}
	return read(digits.slice(0, 6));
}

/**
 * Reads the last four digits of a card. A number, or a text of one to three digits, can only be four digits whose
 * leading zeros the spreadsheet dropped, so they are put back: 42 is `0042`. Of a masked number (`•••• 1234`) the
 * last four are taken, if all before them is mask. No message repeats a digit of the cell.
 */
export function readLastFour(raw: unknown): Reading<string> {
	const text = cardText(raw);
	if (containsCardNumber(text)) return refused(`this ${FULL_NUMBER}; send only the last four digits`);
	if (/^\d{1,4}$/.test(text)) return read(text.padStart(4, '0'));
	const end = MASKED_LAST_FOUR.exec(text)?.groups?.end;
	return end === undefined
		? refused('expected the last four digits of the card, and nothing else')
		: read(end);
}

/** Two dots or more are a mask as well; a single one would be a decimal point. */
function cardText(raw: unknown): string {
	return plain(cellText(raw) ?? '').replace(/\.{2,}/g, '*');
}
