import isDate from 'lodash/isDate';
import { DateTime } from 'luxon';
import { normalizeEmail } from '../hem';
import { cellText, plain } from './cell';
import { read, refused, type Reading } from './reading';

/** The longest address that RFC 5321 allows (64 before the @, 255 after it). */
export const LONGEST_EMAIL = 320;
/** The years of birth that are sent. One truth for what is read and what is checked. */
export const BIRTH_YEAR = /^(?:19\d\d|20\d\d|2100)$/;
/** Control and invisible characters, white space apart: they come with pasting and would change the hash. */
const INVISIBLE = /(?!\s)[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

const CUT_ZIP = /^\d{5}[ -]\d{1,3}$/;

/**
 * Reads a postal code as text of up to ten characters: a US ZIP code (`30301`, `30301-1234`) or one of another
 * country. Three or four digits alone, as number or text, are a ZIP code whose leading zeros the spreadsheet
 * dropped, so they are put back: 2134 is `02134`. The second part of a US ZIP code has four digits; one that lost
 * its zero is refused. The message never repeats the cell.
 */
export function readZip(raw: unknown): Reading<string> {
	const text = plain(cellText(raw) ?? '');
	if (/^\d{3,4}$/.test(text)) return read(text.padStart(5, '0'));
	const looksPostal = /^[a-z\d][a-z\d -]{1,8}[a-z\d]$/i.test(text) && /\d/.test(text) && !CUT_ZIP.test(text);
	return looksPostal ? read(text) : refused('expected a ZIP code such as 30301 or 30301-1234');
}

/**
 * Reads a phone number as E.164 (`+15555550123`). Numbers without a country code are taken for US ones if they
 * have ten digits, or eleven that begin with 1. The message never repeats the cell.
 */
export function readPhone(raw: unknown): Reading<string> {
	const text = plain(cellText(raw) ?? '');
	const looksLikePhone = /^\+?[\d\s().\p{Pd}]+$/u.test(text) && !text.includes('(0)');
	const digits = text.replace(/\D/g, '');
	if (looksLikePhone && !text.startsWith('+') && /^1?[2-9]\d{9}$/.test(digits)) {
		return read(`+1${digits.slice(-10)}`);
	}
	if (looksLikePhone && text.startsWith('+') && /^(?:1[2-9]\d{9}|[2-9]\d{6,14})$/.test(digits)) {
		return read(`+${digits}`);
	}
	return refused('expected a phone number with its country code, such as +15555550123');
}

/** Reads a year of birth as four digits, from 1900 to 2100. The message never repeats the cell. */
export function readBirthYear(raw: unknown): Reading<string> {
	const text = plain(cellText(raw) ?? '');
	if (BIRTH_YEAR.test(text)) return read(text);
	const isFullDate = isDate(raw) || DateTime.isDateTime(raw) || /\d[^\p{N}]+\d/u.test(text);
	return refused(
		isFullDate
			? 'this looks like a full date; send only the year of birth, such as 1985'
			: 'expected a year of birth in four digits, from 1900 to 2100, such as 1985',
	);
}

/** Reads an email address, as it is but for white space around it. The message never repeats the cell. */
export function readEmail(raw: unknown): Reading<string> {
	const text = typeof raw === 'string' ? raw.trim() : '';
	if (text.length > LONGEST_EMAIL) {
		return refused(`an email address has at most ${LONGEST_EMAIL} characters; this has ${text.length}`);
	}
	if (INVISIBLE.test(text)) {
		return refused('the address holds an invisible character; type it again instead of pasting it');
	}
	if (/\s/.test(text)) {
		return refused('the address holds a space, a tab or a line break; write one address and nothing else');
	}
	try {
		normalizeEmail(text);
		return read(text);
	} catch {
		return refused('expected one email address such as jordan@example.com');
	}
}

/** Reads a hashed email (HEM): 64 hexadecimal digits, given in lower case. The message never repeats the cell. */
export function readHashedEmail(raw: unknown): Reading<string> {
	const text = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
	if (/^[\da-f]{64}$/.test(text)) return read(text);
	return refused(
		text.includes('@')
			? 'this is an email address, not a hash; map this column to Email instead'
			: 'expected a hashed email: 64 characters, each a digit or a letter from a to f',
	);
}
