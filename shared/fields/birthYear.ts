import isDate from 'lodash/isDate';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import { cellText, plain } from './cell';
import { dayInDigits, timeOfSerial } from './date';
import { parseDateText } from './dateText';
import { described, type CellSettings, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';

/** The years of birth that are sent: 1900 to 2100. */
const YEAR = /^(?:19\d\d|20\d\d|2100)$/;
/** The number of a day from 1927 on. With four digits, it would look like a year. */
const SERIAL = /^\d{5}$/;
/** A year of two digits, behind its day and month or in front of them. */
const SHORT_YEAR_LAST = /(?<=^\d{1,2}\1(?:\d{1,2}|[a-z]{3,9}\.?)([-/. ]))\d\d$/i;
const SHORT_YEAR_FIRST = /^\d\d(?=([-/.])\d{1,2}\1\d{1,2}$)/;
const LONG_YEAR = /(?<!\d)\d{4}(?!\d)/;
/** Nobody is older, in years. */
const OLDEST = 120;
const DAY_MS = 86_400_000;

type BirthSettings = Pick<CellSettings, 'dateOrder' | 'timeZone' | 'now'>;

/** A year of birth, as four digits. */
export function birthYear(words: FieldWords) {
	return described(z.string().regex(YEAR), words, {
		input: 'text',
		read: readBirthYear,
		masked: (year) => `${year.slice(0, 2)}**`,
	});
}

/** Reads a year of birth, also out of a date of birth. The message never repeats the cell. */
function readBirthYear(raw: unknown, settings: BirthSettings): Reading<string> {
	const year =
		isDate(raw) || DateTime.isDateTime(raw) ? yearOfObject(raw, settings) : yearOfText(raw, settings);
	if (year === undefined || !YEAR.test(String(year))) {
		return err('expected a year of birth from 1900 to 2100 or a date of birth, such as 1985 or 1985-03-04');
	}
	return year > thisYear(settings) ? err('the year of birth is in the future') : ok(String(year));
}

/** Infinity where the time is not known. */
function thisYear({ now }: BirthSettings): number {
	return now === undefined ? Infinity : new Date(now).getUTCFullYear();
}

/** Programs hand over the day of a sheet as its midnight in UTC; any other moment is in the zone of the settings. */
function yearOfObject(raw: Date | DateTime, { timeZone }: BirthSettings): number {
	if (!isDate(raw)) return raw.year;
	return DateTime.fromJSDate(raw, { zone: raw.getTime() % DAY_MS === 0 ? 'utc' : timeZone }).year;
}

function yearOfText(raw: unknown, settings: BirthSettings): number | undefined {
	const text = plain(cellText(raw) ?? '');
	if (/^\d{4}$/.test(text)) return Number(text);
	if (SERIAL.test(text)) return timeOfSerial(Number(text)).year;
	if (/^\d+$/.test(text)) return dayInDigits(Number(text))?.year;
	const { dateOrder } = settings;
	const shortYear = dateOrder === 'YMD' ? SHORT_YEAR_FIRST : SHORT_YEAR_LAST;
	const inFull = text.replace(shortYear, (digits) => String(fullYear(Number(digits), settings) ?? digits));
	if (!LONG_YEAR.test(inFull)) return undefined;
	// In whatever order day and month are, they do not change the year.
	const readings = [dateOrder, 'MDY' as const, 'DMY' as const].map((order) => parseDateText(inFull, order));
	return readings.find((reading) => reading.ok)?.value.wall.year;
}

/** The year that two digits mean; undefined where somebody alive may have been born in either century. */
function fullYear(digits: number, settings: BirthSettings): number | undefined {
	const last = thisYear(settings);
	const years = [1_900 + digits, 2_000 + digits].filter((year) => year <= last && year > last - OLDEST);
	return years.length === 1 ? years[0] : undefined;
}
