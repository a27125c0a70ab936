import { z } from 'zod/v4';
import { withoutZeroDecimals } from './cell';
import { described, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

/** The least and the most that a number may be. */
interface Bounds {
	readonly minimum?: number;
	readonly maximum?: number;
}

/** A whole number, at least 1 unless it says otherwise. */
export function wholeNumber({
	minimum = 1,
	maximum = Number.MAX_SAFE_INTEGER,
	...words
}: FieldWords & Bounds) {
	return described(z.int().min(minimum).max(maximum), words, {
		input: 'number',
		minimum,
		read: (cell) => readWholeNumber(cell, minimum, maximum),
	});
}

function readWholeNumber(raw: unknown, minimum: number, maximum: number): Reading<number> {
	const text = typeof raw === 'string' ? withoutZeroDecimals(raw.trim()) : '';
	const value = /^\d{1,15}$/.test(text) ? Number(text) : raw;
	if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
		return err('expected a whole number, such as 50');
	}
	if (value > maximum) return err(`is too large; at most ${maximum}`);
	return value < minimum ? err(`is too small; at least ${minimum}`) : ok(value);
}
