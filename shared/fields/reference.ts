import { z } from 'zod/v4';
import { described } from './kind';
import { readLine } from './line';
import { isPlainText } from './plainText';
import { err, type Reading } from './reading';
import type { TextWords } from './text';

/** The longest id or reference taken, in characters. Kard names no limit; this one only keeps whole documents out. */
export const LONGEST_IDENTIFIER = 255;

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u;
/** Signs in which invisible characters belong: families and professions, colours, and flags of regions. */
const PICTURE = '\\p{Extended_Pictographic}[\\uFE0F\\p{Emoji_Modifier}]*';
const EMOJI = new RegExp(`\\u{1F3F4}[\\u{E0020}-\\u{E007F}]+|${PICTURE}(?:\\u200D${PICTURE})*`, 'gu');

/** A reference, such as a merchant id or a cursor: a long number by nature, and so never searched for a card number. */
export function reference({ maxLength = LONGEST_IDENTIFIER, ...words }: TextWords) {
	return described(z.string().min(1).max(maxLength), words, {
		input: 'text',
		read: (cell) => readReference(cell, maxLength),
		quick: () => (cell) => (isPlainText(cell, maxLength) ? cell : undefined),
	});
}

/** Reads a reference: one line, see `readLine`, without characters that cannot be seen, which would make it another. */
export function readReference(raw: unknown, maxLength: number): Reading<string> {
	const line = readLine(raw, maxLength);
	return line.ok && INVISIBLE.test(line.value.replace(EMOJI, ''))
		? err('the ID holds an invisible character; type it again instead of pasting it')
		: line;
}
