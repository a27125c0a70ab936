import { z } from 'zod/v4';
import { described, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

/** The longest address that RFC 5321 allows (64 before the @, 255 after it). */
const LONGEST_EMAIL = 320;
/** Control and invisible characters, white space apart: they come with pasting and would change the hash. */
const INVISIBLE = /(?!\s)[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
/** An address of letters, digits and the usual signs, which has a name before any `+` and dot. */
const ORDINARY = /^[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9.-]+$/;
const GMAIL_DOMAINS: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);
/** White space as Unicode has it, and the byte order mark, which JavaScript counts as white space too. */
const WHITE_SPACE = /[\p{White_Space}\uFEFF]+/gu;

/** An email address. What of it is sent is a setting: see `CellSettings`. */
export function email(words: FieldWords) {
	return described(z.string().max(LONGEST_EMAIL), words, {
		input: 'email',
		dependsOn: ['email'],
		read: readEmail,
		// The first letter of a short name would give it away.
		masked: (address) => address.replace(/^(.(?=.{2,}@))?.*(?=@)/s, '$1***'),
		quick: () => (cell) => (isOrdinaryEmail(cell) ? cell : undefined),
	});
}

function isOrdinaryEmail(cell: unknown): cell is string {
	return typeof cell === 'string' && cell.length <= LONGEST_EMAIL && ORDINARY.test(cell);
}

/** Reads an email address, as it is but for white space around it. The message never repeats the cell. */
function readEmail(raw: unknown): Reading<string> {
	const text = typeof raw === 'string' ? raw.trim() : '';
	if (text.length > LONGEST_EMAIL) {
		return err(`an email address has at most ${LONGEST_EMAIL} characters; this has ${text.length}`);
	}
	if (INVISIBLE.test(text)) {
		return err('the address holds an invisible character; type it again instead of pasting it');
	}
	if (/\s/.test(text)) {
		return err('the address holds a space, a tab or a line break; write one address and nothing else');
	}
	try {
		normalizeEmail(text);
		return ok(text);
	} catch {
		return err('expected one email address such as jordan@example.com');
	}
}

/**
 * An email address in the one form that Kard hashes: without white space, in lower case; for gmail.com and
 * googlemail.com without dots and without everything from `+` in the local part, and at gmail.com. Addresses
 * elsewhere keep their dots and `+`. Source: Kard's guide to hashed emails (HEM).
 *
 * @throws {TypeError} if there is not exactly one @, or nothing on one side of it. The message never contains
 * the address.
 */
export function normalizeEmail(address: string): string {
	// JavaScript callers, and rows of unknown values, can pass anything.
	if (typeof address !== 'string') throw new TypeError('The email address is not a text.');
	const bare = address.replace(WHITE_SPACE, '').toLowerCase();
	const at = bare.indexOf('@');
	if (at !== bare.lastIndexOf('@')) throw new TypeError('The email address has more than one @.');
	if (at < 1 || at === bare.length - 1) {
		throw new TypeError('The email address needs a name, an @ and a domain.');
	}
	const [local, domain] = [bare.slice(0, at), bare.slice(at + 1)];
	return GMAIL_DOMAINS.has(domain) ? `${gmailName(local)}@gmail.com` : `${local}@${domain}`;
}

function gmailName(local: string): string {
	const name = local.replace(/\+.*$/s, '').replaceAll('.', '');
	if (name === '') throw new TypeError('The Gmail address has no name before the @ or the +.');
	return name;
}
