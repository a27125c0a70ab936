import { z } from 'zod/v4';
import { cellText, plain } from './cell';
import { described, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

/** A number with its country code: of North America, where it has ten digits more, or of elsewhere. */
const E164 = /^\+(?:1[2-9]\d{9}|[2-9]\d{6,14})$/;
const US_NUMBER = /^1?[2-9]\d{9}$/;

/** A phone number, as E.164: `+15555550123`. */
export function phone(words: FieldWords) {
	return described(z.string().regex(E164), words, {
		input: 'text',
		read: readPhone,
		masked: (number) => number.replace(/\d(?=\d\d)/g, '*'),
		quick: () => (cell) => (typeof cell === 'string' && E164.test(cell) ? cell : undefined),
	});
}

/**
 * Reads a phone number. One without a country code is taken for a US one if it has ten digits, or eleven that begin
 * with 1. The message never repeats the cell.
 */
function readPhone(raw: unknown): Reading<string> {
	const text = plain(cellText(raw) ?? '');
	const isPhone = /^\+?[\d\s().\p{Pd}]+$/u.test(text) && !text.includes('(0)');
	const digits = text.replace(/\D/g, '');
	if (isPhone && !text.startsWith('+') && US_NUMBER.test(digits)) return ok(`+1${digits.slice(-10)}`);
	if (isPhone && text.startsWith('+') && E164.test(`+${digits}`)) return ok(`+${digits}`);
	return err('expected a phone number with its country code, such as +15555550123');
}
