import { z } from 'zod/v4';
import { quote } from '../redaction/quote';
import { withoutZeroDecimals } from './cell';
import { described, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

const VALUES: ReadonlyMap<string, boolean> = new Map([
	['true', true],
	['yes', true],
	['y', true],
	['1', true],
	['false', false],
	['no', false],
	['n', false],
	['0', false],
]);

/** A yes or no. */
export function boolean(words: FieldWords) {
	return described(z.boolean(), words, { input: 'boolean', read: readBoolean });
}

/** Reads a yes or no: true, yes, y or 1, and false, no, n or 0, in any case, and with decimals that are zeros. */
function readBoolean(raw: unknown): Reading<boolean> {
	const isWord = typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean';
	const value = isWord ? VALUES.get(withoutZeroDecimals(String(raw).trim().toLowerCase())) : undefined;
	return value === undefined ? err(`expected yes or no, but found ${quote(raw)}`) : ok(value);
}
