import { z } from 'zod/v4';
import { quote } from '../redaction/quote';
import { cellText, plain } from './cell';
import { described, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

/** A merchant category code (MCC), as four digits. */
export function categoryCode(words: FieldWords) {
	return described(z.string().regex(/^\d{4}$/), words, { input: 'text', read: readCategoryCode });
}

/**
 * Reads a merchant category code. Three digits can only be four whose leading zero the spreadsheet dropped, so it is
 * put back: 742, a veterinarian, is `0742`.
 */
function readCategoryCode(raw: unknown): Reading<string> {
	const text = plain(cellText(raw) ?? '');
	if (/^\d{3,4}$/.test(text)) return ok(text.padStart(4, '0'));
	return err(`expected a merchant category code of four digits such as 5814, but found ${quote(raw)}`);
}
