import type { Zone } from 'luxon';
import { YEAR, type DateOrder } from './dateText';
import { dayExists, isoMilliseconds } from './isoTime';
import type { QuickReader } from './kind';
import { atZone, type Clock, type WallTime } from './wallTime';

const NEAR = new RegExp(`^${YEAR}-`);
const YEAR_FIRST = new RegExp(`^(${YEAR})-(\\d\\d)-(\\d\\d)(?:[T ](\\d\\d):(\\d\\d)(?::(\\d\\d))?)?$`);
const YEAR_LAST = new RegExp(
	`^(\\d{1,2})/(\\d{1,2})/(${YEAR})(?: (\\d{1,2}):(\\d\\d)(?::(\\d\\d))?(?: ?([ap])m)?)?$`,
	'i',
);

/** So many days and hours of a zone are remembered: the days of several years. */
const MOST_MOMENTS = 5_000;

const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, millisecond: 0 };
const LAST_MOMENT: Clock = { hour: 23, minute: 59, second: 59, millisecond: 999 };

type Day = Omit<WallTime, 'clock'>;

/** The offset from UTC that holds in a zone at all of these times of a day; undefined where it changes. */
function offsetAt(zone: Zone, day: Day, clocks: readonly Clock[]): string | undefined {
	const offsets = clocks.map((clock) => {
		const instant = atZone({ ...day, clock }, zone);
		return instant.ok ? /(?:Z|[+-]\d\d:\d\d)$/.exec(instant.value)?.[0] : undefined;
	});
	return offsets.every((offset) => offset === offsets[0]) ? offsets[0] : undefined;
}

/** Offsets that were found out, by zone and by day or hour: that takes longer than everything else about a date. */
const offsetsOf = new WeakMap<Zone, Map<number, string | null>>();

function remembered(
	known: Map<number, string | null>,
	key: number,
	find: () => string | undefined,
): string | null {
	const before = known.get(key);
	if (before !== undefined) return before;
	const offset = find() ?? null;
	if (known.size < MOST_MOMENTS) known.set(key, offset);
	return offset;
}

/** The offset from UTC of an hour, as ISO 8601 writes it; null for an hour in which the clocks change. */
function offsetOfHour(zone: Zone, day: Day, hour: number): string | null {
	const known = offsetsOf.get(zone) ?? new Map<number, string | null>();
	offsetsOf.set(zone, known);
	const dayKey = dayNumber(day.year, day.month, day.day);
	const noon = { ...MIDNIGHT, hour: 12 };
	const ofDay = remembered(known, dayKey, () => offsetAt(zone, day, [MIDNIGHT, noon, LAST_MOMENT]));
	if (ofDay !== null) return ofDay;
	const hourKey = -(dayKey * 100 + hour);
	return remembered(known, hourKey, () =>
		offsetAt(zone, day, [
			{ ...MIDNIGHT, hour },
			{ ...LAST_MOMENT, hour },
		]),
	);
}

function padded(number: number): string {
	return number < 10 ? `0${String(number)}` : String(number);
}

/** The hour of 24; undefined where there is no such hour. */
function hourOfDay(hour: number, half: string | undefined): number | undefined {
	if (half === undefined) return hour <= 23 ? hour : undefined;
	if (hour < 1 || hour > 12) return undefined;
	return (hour % 12) + (half === 'p' || half === 'P' ? 12 : 0);
}

/** A day ends everywhere on earth within 36 hours of its beginning in UTC. */
const LONGEST_DAY_MS = 36 * 3_600_000;

/** A day as one number: 20260304. */
function dayNumber(year: number, month: number, day: number): number {
	return (year * 100 + month) * 100 + day;
}

/** The last day that has ended everywhere on earth by then. */
function lastDayBefore(latest: number): number {
	if (latest === Infinity) return Infinity;
	const day = new Date(latest - LONGEST_DAY_MS);
	return dayNumber(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}

/**
 * Makes a reader of dates as most sheets have them: ISO 8601, and days such as 3/4/2026 in the order given, with or
 * without a time of day. All others, and days on which the clocks change, are left to the thorough reader.
 * @param latest the latest point in time that it reads, in milliseconds since 1970-01-01 UTC
 */
export function ordinaryDateReader(zone: Zone, order: DateOrder, latest: number): QuickReader<string> {
	const lastDay = lastDayBefore(latest);
	const isLater = (iso: string) => Number(isoMilliseconds(iso)) > latest;
	const fromParts = (
		[year, month, day]: readonly [number, number, number],
		[hourText, minuteText = '', secondText = '00', half]: readonly (string | undefined)[],
	): string | undefined => {
		if (!dayExists(year, month, day)) return undefined;
		const hour = hourText === undefined ? 0 : hourOfDay(Number(hourText), half);
		if (hour === undefined || Number(minuteText) > 59 || Number(secondText) > 59) return undefined;
		const offset = offsetOfHour(zone, { year, month, day }, hour);
		if (offset === null) return undefined;
		const date = `${String(year)}-${padded(month)}-${padded(day)}`;
		const time = hourText === undefined ? '00:00:00' : `${padded(hour)}:${minuteText}:${secondText}`;
		const iso = `${date}T${time}${offset}`;
		return dayNumber(year, month, day) > lastDay && isLater(iso) ? undefined : iso;
	};

	return (cell) => {
		if (typeof cell !== 'string') return undefined;
		const instant = isoMilliseconds(cell);
		if (instant !== undefined) return instant <= latest && NEAR.test(cell) ? cell : undefined;
		const yearFirst = YEAR_FIRST.exec(cell);
		if (yearFirst !== null) {
			const [, year, month, day, hour, minute, second] = yearFirst;
			return fromParts([Number(year), Number(month), Number(day)], [hour, minute, second]);
		}
		const yearLast = order === 'YMD' ? null : YEAR_LAST.exec(cell);
		if (yearLast !== null) {
			const [, first, second, year, ...clock] = yearLast;
			const [month, day] = order === 'MDY' ? [first, second] : [second, first];
			return fromParts([Number(year), Number(month), Number(day)], clock);
		}
		return undefined;
	};
}
