import { hash } from 'crypto';
import { z } from 'zod/v4';
import { normalizeEmail } from './email';
import { described, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

const HEM = /^[\da-f]{64}$/;

/** A hashed email (HEM): SHA-256, as 64 lower-case hexadecimal digits. */
export function hashedEmail(words: FieldWords) {
	return described(z.string().regex(HEM), words, {
		input: 'text',
		read: readHashedEmail,
		masked: (digits) => digits,
	});
}

/** Reads a hashed email. Capital letters mean the same as small ones. The message never repeats the cell. */
function readHashedEmail(raw: unknown): Reading<string> {
	const text = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
	if (HEM.test(text)) return ok(text);
	return err(
		text.includes('@')
			? 'this is an email address, not a hash; map this column to Email instead'
			: 'expected a hashed email: 64 characters, each a digit or a letter from a to f',
	);
}

/**
 * The hashed email (HEM) of an address: SHA-256 of its normalized form in UTF-8, as 64 lower-case hexadecimal
 * digits.
 *
 * @throws {TypeError} as `normalizeEmail` does.
 */
export function generateHem(email: string): string {
	return hash('sha256', normalizeEmail(email));
}
