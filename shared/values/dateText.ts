import { Info } from 'luxon';
import { read, refused, type Reading } from './reading';
import { dayExists, type Clock, type WallTime } from './wallTime';

/** Which of day, month and year a sheet writes first. One order holds for a whole sheet. */
export type DateOrder = 'MDY' | 'DMY' | 'YMD';

/** A date as it is written, with its offset from UTC (`Z`, `+02:00`) if it has one. */
export interface WrittenDate {
	readonly wall: WallTime;
	readonly offset: string | undefined;
}

type Day = Pick<WallTime, 'year' | 'month' | 'day'>;

/** What a date should look like, for messages. */
export const EXPECTED_DATE = 'expected a date such as 2026-03-04 or 2026-03-04 17:45';

const LONGEST_DATE = 64;
const CLOCK = new RegExp(
	'(?:T|,?\\s+)(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?' +
		'(?:\\s*(?<half>[ap])\\.?m\\.?)?' +
		'\\s*(?<offset>Z|UTC|GMT|[+-](?:0\\d|1[0-4])(?::?[0-5]\\d)?)?$',
	'i',
);
const YEAR_FIRST = /^((?:19|20|21)\d{2})([-/.])(\d{1,2})\2(\d{1,2})$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2((?:19|20|21)\d{2}|\d{2})$/;
const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20|21)\d{2})$/i;
const MONTH_SECOND = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -]((?:19|20|21)\d{2}|\d{2})$/i;

const ORDER_NAMES: Readonly<Record<DateOrder, string>> = {
	MDY: 'month/day/year',
	DMY: 'day/month/year',
	YMD: 'year/month/day',
};

/**
 * Takes a written date apart: year first (`2026-03-04`, `2021/7/2`), with the month's English name
 * (`Jul 2, 2021`, `2-Jul-21`), or else in the order given; then, if there is one, the time of day, in 24 hours or
 * with AM or PM, and the offset from UTC. Two-digit years are 20yy. Fractions of a second end at the millisecond.
 */
export function parseDateText(text: string, order: DateOrder): Reading<WrittenDate> {
	if (text.length > LONGEST_DATE) return refused(EXPECTED_DATE);
	const time = CLOCK.exec(text);
	const clock = time === null ? read(undefined) : clockOf(time.groups ?? {});
	if (!clock.ok) return clock;
	const date = text.slice(0, time?.index).replace(/\s+/g, ' ');
	const day = yearFirst(date) ?? namedMonth(date) ?? inOrder(date, order) ?? refused(EXPECTED_DATE);
	if (!day.ok) return day;
	return read({ wall: { ...day.value, clock: clock.value }, offset: time?.groups?.offset });
}

function clockOf(parts: Readonly<Record<string, string | undefined>>): Reading<Clock> {
	const hour = Number(parts.hour);
	const half = parts.half?.toLowerCase();
	if (half !== undefined && (hour < 1 || hour > 12)) {
		return refused('the hour does not go with AM or PM; write it from 1 to 12, or leave AM and PM out');
	}
	return read({
		hour: half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0),
		minute: Number(parts.minute),
		second: Number(parts.second ?? 0),
		millisecond: Number((parts.fraction ?? '').slice(0, 3).padEnd(3, '0')),
	});
}

function yearFirst(date: string): Reading<Day> | undefined {
	const [match, year, , month, day] = YEAR_FIRST.exec(date) ?? [];
	return match === undefined
		? undefined
		: read({ year: Number(year), month: Number(month), day: Number(day) });
}

function namedMonth(date: string): Reading<Day> | undefined {
	const [, firstName, dayAfter, yearAfter] = MONTH_FIRST.exec(date) ?? [];
	const [, dayBefore, secondName, yearLast] = MONTH_SECOND.exec(date) ?? [];
	const name = (firstName ?? secondName)?.toLowerCase();
	if (name === undefined) return undefined;
	const months = Info.months('long', { locale: 'en-US' });
	const month = months.findIndex((long) => long.toLowerCase().startsWith(name)) + 1;
	if (month === 0) return refused(`${EXPECTED_DATE}, or with the month's name in English`);
	return read({ year: fullYear(yearAfter ?? yearLast), month, day: Number(dayAfter ?? dayBefore) });
}

function inOrder(date: string, order: DateOrder): Reading<Day> | undefined {
	const [match, first = '', , second = '', last = ''] = YEAR_LAST.exec(date) ?? [];
	if (match === undefined) return undefined;
	if (order === 'YMD' && last.length === 4) {
		return refused(
			'the date ends with the year, but the date order option says that the year comes first; change the option ' +
				'or write the date as in 2026-03-04',
		);
	}
	const day = ordered([first, second, last], order);
	if (dayExists(day.year, day.month, day.day)) return read(day);
	return refused(
		`read as ${ORDER_NAMES[order]} there is no such date${orderHint([first, second, last], order)}`,
	);
}

function ordered([first, second, last]: readonly [string, string, string], order: DateOrder): Day {
	switch (order) {
		case 'MDY':
			return { year: fullYear(last), month: Number(first), day: Number(second) };
		case 'DMY':
			return { year: fullYear(last), month: Number(second), day: Number(first) };
		case 'YMD':
			return { year: fullYear(first), month: Number(second), day: Number(last) };
	}
}

/** A hint at the other order, where the date exists in it. A hint only: the order is never guessed. */
function orderHint(parts: readonly [string, string, string], order: DateOrder): string {
	const other = order === 'MDY' ? 'DMY' : 'MDY';
	const { year, month, day } = ordered(parts, other);
	const fits = dayExists(year, month, day);
	return fits ? `; if the column is written ${ORDER_NAMES[other]}, change the date order option` : '';
}

function fullYear(digits: string | undefined): number {
	return digits?.length === 4 ? Number(digits) : 2000 + Number(digits);
}
