import { z } from 'zod/v4';
import { quote } from '../redaction/quote';
import { cellText, plain } from './cell';
import { described, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

const LETTERS = /^[A-Z]{3}$/;
/** The number of the US dollar in ISO 4217, which card processors write instead of its letters. */
const US_DOLLAR = '840';

/** A currency, as the three capital letters of ISO 4217. */
export function currency(words: FieldWords) {
	return described(z.string().regex(LETTERS), words, { input: 'text', read: readCurrency });
}

/**
 * Reads a currency. Small letters mean the same as capital ones, and `840` is the US dollar; the numbers of other
 * currencies are refused, since Kard's rewards are in dollars.
 */
function readCurrency(raw: unknown): Reading<string> {
	const text = plain(cellText(raw) ?? '').replace(/[a-z]/g, (letter) => letter.toUpperCase());
	if (LETTERS.test(text)) return ok(text);
	if (text === US_DOLLAR) return ok('USD');
	return err(`expected a currency as three letters such as USD, but found ${quote(raw)}`);
}
