import { generateHem } from '../fields/hashedEmail';
import type { Fields } from '../json';
import type { RowSettings } from './rowSettings';

/** What is sent of an email: its hash, its address, or both. */
interface SentEmail {
	readonly email: string | undefined;
	readonly hashedEmail: unknown;
}

/**
 * What the settings let go out of an email: by default its hash alone.
 * @param stated the hash that the row has already, if it has one
 * @returns undefined where that is not the hash of the email
 */
export function sentEmail(
	email: string,
	stated: unknown,
	setting: RowSettings['email'],
): SentEmail | undefined {
	if (setting === 'address') return { email, hashedEmail: stated };
	const hashedEmail = generateHem(email);
	if (stated !== undefined && stated !== hashedEmail) return undefined;
	return { email: setting === 'hash' ? undefined : email, hashedEmail };
}

function isItsHash(hash: unknown, email: unknown): boolean {
	try {
		return typeof email === 'string' && generateHem(email) === hash;
	} catch {
		return false;
	}
}

/**
 * What Kard has of an email beside the one that changes, and that belongs to another one: the address where only the
 * hash is new, the hash where only the address is. Undefined where it may stay.
 */
export function staleEmail(
	changes: Fields,
	current: Fields,
): { readonly name: string; readonly note: string } | undefined {
	const { email, hashedEmail } = { ...current, ...changes };
	const isOneNew = (changes.email === undefined) !== (changes.hashedEmail === undefined);
	const isThere = (email ?? undefined) !== undefined && (hashedEmail ?? undefined) !== undefined;
	if (!isOneNew || !isThere || isItsHash(hashedEmail, email)) return undefined;
	return changes.email === undefined
		? { name: 'email', note: 'The email address that Kard had was removed: the new hash is not its hash.' }
		: {
				name: 'hashedEmail',
				note: 'The hashed email that Kard had was removed: it is not that of the new address.',
			};
}
