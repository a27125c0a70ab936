import { quote } from '../redaction/quote';
import { exactDigits } from './cell';
import { err, ok, type Reading } from './reading';

const ROUNDED = 'the spreadsheet has rounded this number; format the column as text and enter it again';
/** What a spreadsheet leaves in a CSV file of a number too long for it, such as 7.49873E+27. */
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?E\+\d+$/i;

/**
 * Reads one line of text. Numbers and booleans become text; tabs and line ends become spaces; white space around is
 * taken away. Refused: numbers that the spreadsheet has rounded, control and broken characters, and too long a text.
 * @param maxLength in UTF-16 units, as JavaScript and zod count
 */
export function readLine(raw: unknown, maxLength: number): Reading<string> {
	const cell = written(raw);
	if (!cell.ok) return cell;
	const text = cell.value.replace(/\r\n|[\t\r\n]/g, ' ').trim();
	if (text === '') return err('expected text, but the cell is blank');
	if (text.length > maxLength) {
		return err(`the text has ${text.length} characters; at most ${maxLength} are allowed`);
	}
	if (/[\p{Cc}\p{Cs}]/u.test(text)) {
		return err('the text holds a control character or a broken one; type it again instead of pasting it');
	}
	return SCIENTIFIC.test(text) ? err(ROUNDED) : ok(text);
}

function written(raw: unknown): Reading<string> {
	if (typeof raw === 'string') return ok(raw);
	if (typeof raw === 'boolean') return ok(String(raw));
	if (typeof raw !== 'number') return err(`expected text, but found ${quote(raw)}`);
	const digits = exactDigits(raw);
	return digits === undefined ? err(ROUNDED) : ok(digits);
}
