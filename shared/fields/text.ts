import { CARD_NUMBER_IN_TEXT, containsCardNumber } from '../redaction/cardNumber';
import { exactDigits } from './cell';
import { quote } from '../redaction/quote';
import { read, refused, type Reading } from './reading';

/** How long a text may be, in UTF-16 units, as JavaScript and zod count. */
export interface TextLimit {
	readonly maxLength: number;
}

const ROUNDED = 'the spreadsheet has rounded this number; format the column as text and enter it again';
/** What a spreadsheet leaves in a CSV file of a number too long for it, such as 7.49873E+27. */
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?E\+\d+$/i;

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u;
/** Signs in which invisible characters belong: families and professions, colours, and flags of regions. */
const PICTURE = '\\p{Extended_Pictographic}[\\uFE0F\\p{Emoji_Modifier}]*';
const EMOJI = new RegExp(`\\u{1F3F4}[\\u{E0020}-\\u{E007F}]+|${PICTURE}(?:\\u200D${PICTURE})*`, 'gu');

/**
 * Reads a text. Numbers and booleans become text; tabs and line ends become spaces; white space around is taken
 * away. Refused: numbers that the spreadsheet has rounded, control and broken characters, too long a text, and
 * any text with a full card number in it.
 */
export function readText(raw: unknown, limit: TextLimit): Reading<string> {
	const text = readLine(raw, limit);
	if (text.ok && containsCardNumber(text.value)) {
		return refused(CARD_NUMBER_IN_TEXT);
	}
	return text;
}

/**
 * Reads a reference, such as a merchant id: a text that may be a long number by nature, and so is not searched.
 * Refused beside what no text may hold: characters that cannot be seen, which would make another id of it.
 */
export function readReference(raw: unknown, limit: TextLimit): Reading<string> {
	const text = readLine(raw, limit);
	return text.ok && INVISIBLE.test(text.value.replace(EMOJI, ''))
		? refused('the ID holds an invisible character; type it again instead of pasting it')
		: text;
}

function readLine(raw: unknown, { maxLength }: TextLimit): Reading<string> {
	const cell = written(raw);
	if (!cell.ok) return cell;
	const text = cell.value.replace(/\r\n|[\t\r\n]/g, ' ').trim();
	if (text === '') return refused('expected text, but the cell is blank');
	if (text.length > maxLength) {
		return refused(`the text has ${text.length} characters; at most ${maxLength} are allowed`);
	}
	if (/[\p{Cc}\p{Cs}]/u.test(text)) {
		return refused('the text holds a control character or a broken one; type it again instead of pasting it');
	}
	return SCIENTIFIC.test(text) ? refused(ROUNDED) : read(text);
}

/** Reads an id as it goes into paths and keys: a reference, but neither `.` nor `..`, which no path can hold. */
export function readIdentifier(raw: unknown, limit: TextLimit): Reading<string> {
	const text = readReference(raw, limit);
	return text.ok && /^\.\.?$/.test(text.value) ? refused(`${quote(raw)} cannot be used as an ID`) : text;
}

function written(raw: unknown): Reading<string> {
	if (typeof raw === 'string') return read(raw);
	if (typeof raw === 'boolean') return read(String(raw));
	if (typeof raw !== 'number') return refused(`expected text, but found ${quote(raw)}`);
	const digits = exactDigits(raw);
	return digits === undefined ? refused(ROUNDED) : read(digits);
}
