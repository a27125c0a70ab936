import { containsCardNumber } from '../redaction/cardNumber';
import { cellText, plain } from './cell';
import { read, refused, type Reading } from './reading';

const MASK = '*xX•●∙·#_?×';
const GAP = '\\s\\p{Pd}';
/** The first digits of a card together, or in the groups of a card: `411111`, `4111 11`, `411111-11`. */
const START = `\\d{6,11}|\\d{4}[${GAP}]\\d{2,4}(?:[${GAP}]\\d{1,3})?|\\d{6}[${GAP}]\\d\\d`;
const VISIBLE_BIN = new RegExp(`^(?:${START})$`, 'u');
/** Six digits or more in sight, then a mask that hides at least four, or that the last four digits follow. */
const MASKED_BIN = new RegExp(
	`^(?<start>${START})(?:(?:[${GAP}]*[${MASK}]){4,}|[${GAP}]*[${MASK}][${MASK}${GAP}]*(?=\\d{4}$))[${GAP}]*(?:\\d{4})?$`,
	'u',
);
const TOO_LONG = new RegExp(`^\\d(?:[${GAP}]*\\d){11,}$`, 'u');
const MASKED_LAST_FOUR = new RegExp(`^[${GAP}]*[${MASK}][${MASK}${GAP}]*(?<end>\\d{4})$`, 'u');

const FULL_NUMBER = 'looks like a full card number';

/**
 * Reads a card BIN: six digits. Longer ones, of 7 to 11 digits, are cut to the first six, as Kard asks; from 12
 * digits on the cell could be a card number and is refused. Of a masked card number, the first six digits are
 * taken if they are in sight. No message repeats a digit of the cell.
 *
 * Five digits are passed on as they are, for Kard to judge: Kard's own samples have such a BIN. No zero in
 * front was lost from them, for no card of the networks that Kard takes begins with one.
 */
export function readCardBin(raw: unknown): Reading<string> {
	const text = cardText(raw);
	if (containsCardNumber(text)) return refused(`this ${FULL_NUMBER}; send only the first six digits`);
	if (TOO_LONG.test(text)) return refused('too long for a BIN; send only the first six digits of the card');
	if (/^\d{5}$/.test(text)) return read(text);
	const visible = VISIBLE_BIN.test(text) ? text : MASKED_BIN.exec(text)?.groups?.start;
	if (visible !== undefined) return read(visible.replace(/\D/g, '').slice(0, 6));
	return refused(
		/^\d{1,4}$/.test(text)
			? 'too short for a BIN; send the first six digits of the card, and check that the right column is mapped'
			: 'expected the first six digits of the card, and nothing else',
	);
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
