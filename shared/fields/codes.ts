import { cellText, plain } from './cell';
import { quote } from '../redaction/quote';
import { read, refused, type Reading } from './reading';

/** The number of the US dollar in ISO 4217, which card processors write instead of its letters. */
const US_DOLLAR = '840';

/**
 * Reads a currency as the three capital letters of ISO 4217, in which Kard wants it. Small letters mean the same,
 * and `840` is the US dollar; the numbers of other currencies are refused, since Kard's rewards are in dollars.
 */
export function readCurrency(raw: unknown): Reading<string> {
	const text = plain(cellText(raw) ?? '');
	if (/^[a-z]{3}$/i.test(text)) return read(text.toUpperCase());
	if (text === US_DOLLAR) return read('USD');
	return refused(`expected a currency as three letters such as USD, but found ${quote(raw)}`);
}

/**
 * Reads a merchant category code (MCC) as four digits. Three can only be four whose leading zero the spreadsheet
 * dropped, so it is put back: 742, a veterinarian, is `0742`.
 */
export function readCategoryCode(raw: unknown): Reading<string> {
	const text = plain(cellText(raw) ?? '');
	if (/^\d{3,4}$/.test(text)) return read(text.padStart(4, '0'));
	return refused(`expected a merchant category code of four digits such as 5814, but found ${quote(raw)}`);
}
