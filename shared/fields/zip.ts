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

/** A postal code: a US ZIP code (`30301`, `30301-1234`) or one of another country. */
export function zip(words: FieldWords) {
	return described(z.string().regex(POSTAL_CODE), words, {
		input: 'text',
		read: readZip,
		quick: () => (cell) => (typeof cell === 'string' && US_ZIP_CODE.test(cell) ? cell : undefined),
	});
}

/**
 * Reads a postal code. Three or four digits alone, as number or text, are a ZIP code whose leading zeros the
 * spreadsheet dropped, so they are put back: 2134 is `02134`. The message never repeats the cell.
 */
function readZip(raw: unknown): Reading<string> {
	const written = plain(cellText(raw) ?? '');
	const text = /^\d{3,4}$/.test(written) ? written.padStart(5, '0') : written;
	return POSTAL_CODE.test(text) ? ok(text) : err('expected a ZIP code such as 30301 or 30301-1234');
}
