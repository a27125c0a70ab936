import { Info } from 'luxon';
import { dayExists } from './isoTime';
import { err, ok, type Reading } from './reading';
import type { Clock, WallTime } from './wallTime';

/** Which of day, month and year a sheet writes first. One order holds for a whole sheet. */
export type DateOrder = 'MDY' | 'DMY' | 'YMD';

/** A date as it is written, with its offset from UTC (`Z`, `+02:00`) if it has one. */
interface WrittenDate {
	readonly wall: WallTime;
	readonly offset: string | undefined;
}

/** The years in which a purchase can lie, 1900 to 2199; beyond them is what programs write for "no date". */
export const YEAR = '(?:19|20|21)\\d{2}';

type Day = Pick<WallTime, 'year' | 'month' | 'day'>;

/** What a date should look like, for messages. */
export const EXPECTED_DATE = 'expected a date such as 2026-03-04 or 2026-03-04 17:45';

const SPAN =
	'this looks like a span of time; write one time, and an offset from UTC only after seconds, as in 10:00:00-05:00';
const NO_CENTURY = 'the century of the year is not clear; write the year in four digits';
/** The last year that two digits stand for, as in the newer spreadsheets: 49 is 2049. */
const LAST_SHORT_YEAR = 49;
const LONGEST_DATE = 64;
/** An offset that some place on earth keeps: from -11:00 to +14:00. */
const OFFSET = '(?:\\+(?:0\\d|1[0-3])|-(?:0\\d|10))(?::?[0-5]\\d)?|(?:\\+14|-11)(?::?00)?';
const CLOCK = new RegExp(
	'(?:T|,?\\s+)(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?' +
		'(?:\\s*(?<half>[ap])\\.?m\\.?)?' +
		`\\s*(?<offset>Z|UTC|GMT|${OFFSET})?$`,
	'i',
);
/** Two times without seconds and a dash between: from one to the other, or a time and its offset from UTC. */
const TWO_TIMES = /\d:\d{2}-(?<hours>\d{1,2}):?\d{2}$/;
/** The furthest offset to the west that is read without seconds in front of it: that of Hawaii. */
const FURTHEST_WEST = 10;
const YEAR_FIRST = new RegExp(`^(${YEAR})([-/.])(\\d{1,2})\\2(\\d{1,2})$`);
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(${YEAR}|\\d{2})$`);
const MONTH_FIRST = new RegExp(`^([a-z]{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (${YEAR})$`, 'i');
const MONTH_SECOND = new RegExp(
	`^(\\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\\.?,?[ -](${YEAR}|\\d{2})$`,
	'i',
);

const ORDER_NAMES: Readonly<Record<DateOrder, string>> = {
	MDY: 'month/day/year',
	DMY: 'day/month/year',
	YMD: 'year/month/day',
};

/**
 * Takes a written date apart: year first (`2026-03-04`, `2021/7/2`), with the month's English name
 * (`Jul 2, 2021`, `2-Jul-21`), day first with points (`2.7.2021`), or else in the order given; then, if there is one,
 * the time of day, in 24 hours or with AM or PM, and the offset from UTC. Years are from 1900 to 2199; of two digits, from 2000 to 2049, and 50 to
 * 99 are refused, since programs disagree about their century. Fractions of a second end at the millisecond.
 */
export function parseDateText(text: string, order: DateOrder): Reading<WrittenDate> {
	if (text.length > LONGEST_DATE) return err(EXPECTED_DATE);
	const time = CLOCK.exec(text);
	if (isSpan(text, time)) return err(SPAN);
	const clock = time === null ? ok(undefined) : clockOf(time.groups ?? {});
	if (!clock.ok) return clock;
	const date = text.slice(0, time?.index).replace(/\s+/g, ' ');
	const day = yearFirst(date) ?? namedMonth(date, order) ?? inOrder(date, order) ?? err(EXPECTED_DATE);
	if (!day.ok) return day;
	return ok({ wall: { ...day.value, clock: clock.value }, offset: time?.groups?.offset });
}

/** What a date that could be read says beside its day: whether there is a time of day, and an offset from UTC. */
export function statedTime(text: string): { readonly hasClock: boolean; readonly hasOffset: boolean } {
	const time = CLOCK.exec(text);
	return { hasClock: time !== null, hasOffset: time?.groups?.offset !== undefined };
}

/** A time with an offset is behind a date in ISO order, or has seconds. */
function isSpan(text: string, time: RegExpExecArray | null): boolean {
	const hours = TWO_TIMES.exec(text)?.groups?.hours;
	if (hours === undefined || time?.groups?.second !== undefined) return false;
	return Number(hours) > FURTHEST_WEST || !YEAR_FIRST.test(text.slice(0, time?.index));
}

function clockOf(parts: Readonly<Record<string, string | undefined>>): Reading<Clock> {
	const hour = Number(parts.hour);
	const half = parts.half?.toLowerCase();
	if (half !== undefined && (hour < 1 || hour > 12)) {
		return err('the hour does not go with AM or PM; write it from 1 to 12, or leave AM and PM out');
	}
	return ok({
		hour: half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0),
		minute: Number(parts.minute),
		second: Number(parts.second ?? 0),
		millisecond: Number((parts.fraction ?? '').slice(0, 3).padEnd(3, '0')),
	});
}

function yearFirst(date: string): Reading<Day> | undefined {
	const [match, year, , month, day] = YEAR_FIRST.exec(date) ?? [];
	return match === undefined ? undefined : ok({ year: Number(year), month: Number(month), day: Number(day) });
}

function namedMonth(date: string, order: DateOrder): Reading<Day> | undefined {
	const [, firstName, dayAfter, yearAfter] = MONTH_FIRST.exec(date) ?? [];
	const [, dayBefore, secondName, yearLast] = MONTH_SECOND.exec(date) ?? [];
	const name = (firstName ?? secondName)?.toLowerCase();
	if (name === undefined) return undefined;
	const months = Info.months('long', { locale: 'en-US' });
	const month = months.findIndex((long) => long.toLowerCase().startsWith(name)) + 1;
	if (month === 0) return err(`${EXPECTED_DATE}, or with the month's name in English`);
	const [first = '', last = ''] = [dayAfter ?? dayBefore, yearAfter ?? yearLast];
	const isYearFirst = order === 'YMD' && first.length === 2 && last.length === 2;
	return isYearFirst ? dayOf(first, month, last) : dayOf(last, month, first);
}

function dayOf(yearDigits: string, month: number, dayDigits: string): Reading<Day> {
	const year = fullYear(yearDigits);
	return year === undefined ? err(NO_CENTURY) : ok({ year, month, day: Number(dayDigits) });
}

function inOrder(date: string, order: DateOrder): Reading<Day> | undefined {
	const [match, first = '', sign, second = '', last = ''] = YEAR_LAST.exec(date) ?? [];
	if (match === undefined) return undefined;
	if (sign === '.' && (order !== 'YMD' || last.length === 4)) return withPoints([first, second, last]);
	if (order === 'YMD' && last.length === 4) {
		return err(
			'the date ends with the year, but Date Order says that the year comes first; change Date Order or write the ' +
				'date as in 2026-03-04',
		);
	}
	const day = ordered([first, second, last], order);
	if (!day.ok || dayExists(day.value.year, day.value.month, day.value.day)) return day;
	return err(`read as ${ORDER_NAMES[order]} there is no such date${orderHint([first, second, last], order)}`);
}

/** Where dates have points, the day is always first: 03.10.2026 is in October. */
function withPoints(parts: readonly [string, string, string]): Reading<Day> {
	const day = ordered(parts, 'DMY');
	if (!day.ok || dayExists(day.value.year, day.value.month, day.value.day)) return day;
	return err(
		'in a date with points the day comes first, and there is no such date; write it as in 2026-03-04',
	);
}

function ordered([first, second, last]: readonly [string, string, string], order: DateOrder): Reading<Day> {
	switch (order) {
		case 'MDY':
			return dayOf(last, Number(first), second);
		case 'DMY':
			return dayOf(last, Number(second), first);
		case 'YMD':
			return dayOf(first, Number(second), last);
	}
}

/** The order that a column may have which was not written in the given one. */
export function otherOrder(order: DateOrder): DateOrder {
	return order === 'MDY' ? 'DMY' : 'MDY';
}

/** How to read a column in the other order. */
export function otherOrderHint(order: DateOrder): string {
	return `; if the column is written ${ORDER_NAMES[otherOrder(order)]}, change Date Order`;
}

/** A hint at the other order, where the date exists in it. A hint only: the order is never guessed. */
function orderHint(parts: readonly [string, string, string], order: DateOrder): string {
	const day = ordered(parts, otherOrder(order));
	return day.ok && dayExists(day.value.year, day.value.month, day.value.day) ? otherOrderHint(order) : '';
}

/** Undefined where the century is not clear. */
function fullYear(digits: string): number | undefined {
	if (digits.length > 2) return Number(digits);
	return Number(digits) <= LAST_SHORT_YEAR ? 2000 + Number(digits) : undefined;
}
