import { z } from 'zod/v4';
import { cellText, plain } from './cell';
import { described, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

/**
 * Up to ten letters and digits, one digit at least; but no US ZIP code whose second part lost its zeros, and no zeros
 * alone, which stand for a code that nobody knows.
 */
const POSTAL_CODE = /^(?=.*\d)(?![0 -]+$)(?!\d{5}[ -]\d{1,3}$)[A-Za-z\d][A-Za-z\d -]{1,8}[A-Za-z\d]$/;

const US_ZIP_CODE = /^(?!00000)\d{5}$/;
const US_POSTAL_CODE = /^(?![0-]+$)\d{5}(?:-?\d{4})?$/;

/**
 * A postal code: a US ZIP code (`30301`, `30301-1234`) or one of another country.
 * @param from where only those of the United States are taken. Kard has local offers nowhere else, and may refuse a whole
 * user for one of another country.
 */
export function zip(words: FieldWords, from?: 'US') {
	const pattern = from === 'US' ? US_POSTAL_CODE : POSTAL_CODE;
	return described(z.string().regex(pattern), words, {
		input: 'text',
		read: (cell) => readZip(cell, pattern),
		quick: () => (cell) => (typeof cell === 'string' && US_ZIP_CODE.test(cell) ? cell : undefined),
	});
}

/**
 * Reads a postal code. Three or four digits alone, as number or text, are a ZIP code whose leading zeros the
 * spreadsheet dropped, so they are put back: 2134 is `02134`. The message never repeats the cell.
 */
function readZip(raw: unknown, pattern: RegExp): Reading<string> {
	const written = plain(cellText(raw) ?? '');
	const text = /^\d{3,4}$/.test(written) ? written.padStart(5, '0') : written;
	return pattern.test(text) ? ok(text) : err('expected a ZIP code such as 30301 or 30301-1234');
}
