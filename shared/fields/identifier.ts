import { z } from 'zod/v4';
import { quote } from '../redaction/quote';
import { described, type FieldWords } from './kind';
import { isPlainText } from './plainText';
import { err, type Reading } from './reading';
import { LONGEST_IDENTIFIER, readReference } from './reference';

/** What no path can hold: it means this folder, or the one above. */
const FOLDER = /^\.\.?$/;

/** An id as it goes into paths and keys. */
export function identifier(words: FieldWords) {
	return described(z.string().min(1).max(LONGEST_IDENTIFIER), words, {
		input: 'text',
		read: readIdentifier,
		quick: () => quickIdentifier,
	});
}

function quickIdentifier(cell: unknown): string | undefined {
	return isPlainText(cell, LONGEST_IDENTIFIER) && !FOLDER.test(cell) ? cell : undefined;
}

/** Reads an id as it goes into paths and keys: a reference, but neither `.` nor `..`. */
export function readIdentifier(raw: unknown): Reading<string> {
	const id = readReference(raw, LONGEST_IDENTIFIER);
	return id.ok && FOLDER.test(id.value) ? err(`${quote(raw)} cannot be used as an ID`) : id;
}
