import { quote } from '../redaction/quote';
import { read, refused, type Reading } from './reading';

const WORDS: ReadonlyMap<string, boolean> = new Map([
	['true', true],
	['yes', true],
	['y', true],
	['1', true],
	['false', false],
	['no', false],
	['n', false],
	['0', false],
]);

/** Reads a yes or no: true, yes, y or 1, and false, no, n or 0, in any case. */
export function readBoolean(raw: unknown): Reading<boolean> {
	const isWord = typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean';
	const value = isWord ? WORDS.get(String(raw).trim().toLowerCase()) : undefined;
	return value === undefined ? refused(`expected yes or no, but found ${quote(raw)}`) : read(value);
}
