import { z } from 'zod/v4';
import { containsCardNumber } from '../redaction/cardNumber';
import { cardText, GAP, MASK, maskedDigits, NAME, START } from './cardCell';
import { described, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

const ENDING = `(?:(?:debit|credit)[${GAP}])?(?:card[${GAP}])?(?:ending|ends)(?:[${GAP}](?:in|with))?[${GAP}:]+`;
const LEAD = `(?:${NAME}(?:${ENDING})?|${ENDING})`;
/** Behind a mask, with the first digits in front of it or not; or behind words that say what they are. */
const MASKED = new RegExp(
	`^(?:(?:${LEAD})?\\(?(?:${START})?[${GAP}]*[${MASK}][${MASK}${GAP}]*|${LEAD}\\(?)(?<end>\\d{4})\\)?$`,
	'iu',
);

const FOUR = /^\d{4}$/;

/** What the last four digits of a card are sent as. */
export const fourDigits = z.string().regex(FOUR);

/** The last four digits of a card. */
export function lastFour(words: FieldWords) {
	return described(fourDigits, words, {
		input: 'text',
		read: readLastFour,
		masked: maskedDigits,
		quick: () => (cell) => (typeof cell === 'string' && FOUR.test(cell) ? cell : undefined),
	});
}

/**
 * Reads the last four digits of a card. A number, or a text of one to three digits, can only be four digits whose
 * leading zeros the spreadsheet dropped, so they are put back: 42 is `0042`. Of a masked number the last four are taken
 * (`•••• 1234`, `Visa ending in 1234`), also where the first six are in sight. No message repeats a digit of the cell.
 */
export function readLastFour(raw: unknown): Reading<string> {
	const text = cardText(raw);
	if (containsCardNumber(text)) {
		return err('this looks like a full card number; send only the last four digits');
	}
	if (/^\d{1,4}$/.test(text)) return ok(text.padStart(4, '0'));
	const end = MASKED.exec(text)?.groups?.end;
	return end === undefined ? err('expected the last four digits of the card, and nothing else') : ok(end);
}
