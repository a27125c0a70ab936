import { generateHem } from '../fields/hashedEmail';
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
