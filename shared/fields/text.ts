import { z } from 'zod/v4';
import { CARD_NUMBER_IN_TEXT, containsCardNumber } from '../redaction/cardNumber';
import { described, type FieldWords } from './kind';
import { readLine } from './line';
import { isPlainText } from './plainText';
import { err, type Reading } from './reading';

/** The longest text taken, in characters. Kard names no limit; this one only keeps whole documents out. */
export const LONGEST_TEXT = 1_000;

/** A description of a field of text, with the longest text taken where it is not the usual one. */
export type TextWords = FieldWords & { readonly maxLength?: number };

/** A text, as a person writes it. No full card number may be in it. */
export function text({ maxLength = LONGEST_TEXT, ...words }: TextWords) {
	return described(z.string().min(1).max(maxLength), words, {
		input: 'text',
		read: (cell) => readText(cell, maxLength),
		quick: () => (cell) => (isPlainText(cell, maxLength) && !containsCardNumber(cell) ? cell : undefined),
	});
}

/** Reads a text: one line, see `readLine`, without a full card number in it. */
export function readText(raw: unknown, maxLength: number): Reading<string> {
	const line = readLine(raw, maxLength);
	return line.ok && containsCardNumber(line.value) ? err(CARD_NUMBER_IN_TEXT) : line;
}
