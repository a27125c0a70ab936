import { createHash } from 'crypto';

const GMAIL_DOMAINS: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);
/** White space as Unicode has it, and the byte order mark, which JavaScript counts as white space too. */
const WHITE_SPACE = /[\p{White_Space}\uFEFF]+/gu;

/**
 * An email address in the one form that Kard hashes: without white space, in lower case; for gmail.com and
 * googlemail.com without dots and without everything from `+` in the local part, and at gmail.com. Addresses
 * elsewhere keep their dots and `+`. Source: Kard's guide to hashed emails (HEM).
 *
 * @throws {TypeError} if there is not exactly one @, or nothing on one side of it. The message never contains
 * the address.
 */
export function normalizeEmail(email: string): string {
	// JavaScript callers, and rows of unknown values, can pass anything.
	if (typeof email !== 'string') throw new TypeError('The email address is not a text.');
	const address = email.replace(WHITE_SPACE, '').toLowerCase();
	const at = address.indexOf('@');
	if (at !== address.lastIndexOf('@')) throw new TypeError('The email address has more than one @.');
	if (at < 1 || at === address.length - 1) {
		throw new TypeError('The email address needs a name, an @ and a domain.');
	}
	const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
	return GMAIL_DOMAINS.has(domain) ? `${gmailName(local)}@gmail.com` : `${local}@${domain}`;
}

/**
 * The hashed email (HEM) of an address: SHA-256 of its normalized form in UTF-8, as 64 lower-case hexadecimal
 * digits.
 *
 * @throws {TypeError} as `normalizeEmail` does.
 */
export function generateHem(email: string): string {
	return createHash('sha256').update(normalizeEmail(email), 'utf8').digest('hex');
}

function gmailName(local: string): string {
	const name = local.replace(/\+.*$/s, '').replaceAll('.', '');
	if (name === '') throw new TypeError('The Gmail address has no name before the @ or the +.');
	return name;
}
