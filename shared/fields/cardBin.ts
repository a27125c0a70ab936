import { z } from 'zod/v4';
import { containsCardNumber } from '../redaction/cardNumber';
import { cardText, GAP, MASK, maskedDigits, NAME, START } from './cardCell';
import { described, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

const VISIBLE = new RegExp(`^(?:${START})$`, 'u');
/** Six digits or more in sight, then a mask that hides at least four, or that the last four digits follow. */
const MASKED = new RegExp(
	`^(?:${NAME})?(?<start>${START})(?:(?:[${GAP}]*[${MASK}]){4,}|[${GAP}]*[${MASK}][${MASK}${GAP}]*(?=\\d{4}$))[${GAP}]*(?:\\d{4})?$`,
	'iu',
);
const TOO_LONG = new RegExp(`^\\d(?:[${GAP}]*\\d){11,}$`, 'u');

/** A card BIN: six digits in Kard's reference; five pass as well, since Kard's own samples have them. */
export function cardBin(words: FieldWords) {
	return described(z.string().regex(/^\d{5,6}$/), words, {
		input: 'text',
		read: readCardBin,
		masked: maskedDigits,
	});
}

/**
 * Reads a card BIN. Longer ones, of 7 to 11 digits, are cut to the first six, as Kard asks; from 12 digits on the cell
 * could be a card number and is refused. Of a masked card number, the first six digits are taken if they are in
 * sight. No message repeats a digit of the cell.
 *
 * Five digits are passed on as they are, for Kard to decide. No zero in front was lost from them, for no card of the
 * networks that Kard takes begins with one.
 */
function readCardBin(raw: unknown): Reading<string> {
	const text = cardText(raw);
	if (containsCardNumber(text)) {
		return err('this looks like a full card number; send only the first six digits');
	}
	if (TOO_LONG.test(text)) return err('too long for a BIN; send only the first six digits of the card');
	if (/^\d{5}$/.test(text)) return ok(text);
	const visible = VISIBLE.test(text) ? text : MASKED.exec(text)?.groups?.start;
	if (visible !== undefined) return ok(visible.replace(/\D/g, '').slice(0, 6));
	return err(
		/^\d{1,4}$/.test(text)
			? 'too short for a BIN; send the first six digits of the card, and check that the right column is mapped'
			: 'expected the first six digits of the card, and nothing else',
	);
}
