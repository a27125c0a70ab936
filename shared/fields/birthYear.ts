import isDate from 'lodash/isDate';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import { cellText, plain } from './cell';
import { described, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

/** The years of birth that are sent: 1900 to 2100. */
const YEAR = /^(?:19\d\d|20\d\d|2100)$/;

/** A year of birth, as four digits. */
export function birthYear(words: FieldWords) {
	return described(z.string().regex(YEAR), words, {
		input: 'text',
		read: readBirthYear,
		masked: (year) => `${year.slice(0, 2)}**`,
	});
}

/** Reads a year of birth. The message never repeats the cell. */
function readBirthYear(raw: unknown): Reading<string> {
	const text = plain(cellText(raw) ?? '');
	if (YEAR.test(text)) return ok(text);
	const isFullDate = isDate(raw) || DateTime.isDateTime(raw) || /\d[^\p{N}]+\d/u.test(text);
	return err(
		isFullDate
			? 'this looks like a full date; send only the year of birth, such as 1985'
			: 'expected a year of birth in four digits, from 1900 to 2100, such as 1985',
	);
}
