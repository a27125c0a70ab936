import { DateTime, FixedOffsetZone, type Zone } from 'luxon';
import { dayExists } from './isoTime';
import { err, ok, type Reading } from './reading';

/** A date and, if there is one, a time of day, as a calendar and a clock on the wall show them. */
export interface WallTime {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	/** Undefined for a date alone, which means the first moment of that day. */
	readonly clock: Clock | undefined;
}

/** A time of day; milliseconds are whole. */
export interface Clock {
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
	readonly millisecond: number;
}

const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, millisecond: 0 };

/** The zone of a fixed offset from UTC as ISO 8601 writes it: `Z`, `+02`, `+0200` or `+02:00`. */
export function offsetZone(offset: string): Zone {
	const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? [];
	const distance = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
	return FixedOffsetZone.instance(sign === '-' ? -distance : distance);
}

/**
 * The instant at which a zone showed that time, as ISO 8601 with its offset.
 *
 * A time that the zone skipped, when clocks went forward, never was and is refused. A time that it showed twice,
 * when clocks went back, is read as the first of the two. A date alone is the first moment of its day, even
 * where the day began after midnight.
 */
export function atZone(wall: WallTime, zone: Zone): Reading<string> {
	const { year, month, day, clock } = wall;
	if (!dayExists(year, month, day)) return err(`there is no such date: ${missingDay(year, month, day)}`);
	const time = clock ?? MIDNIGHT;
	const wanted = DateTime.fromObject({ year, month, day, ...time }, { zone });
	// Luxon takes 24:00 for the next midnight, as ISO 8601 once did; Kard may not.
	if (!wanted.isValid || time.hour > 23)
		return err('there is no such time of day; write it from 00:00 to 23:59');
	// Luxon answers a skipped time with the one as far behind the gap.
	const sameDay = wanted.day === day;
	const sameTime = wanted.hour === time.hour && wanted.minute === time.minute;
	if (!sameDay || (clock !== undefined && !sameTime)) {
		return err(
			`clocks in ${zone.name} skipped this time when they went forward; write a time that existed, or add the ` +
				'offset from UTC',
		);
	}
	const [first = wanted] = wanted.getPossibleOffsets();
	return ok(isoOf(first));
}

/** ISO 8601 with the offset, and with milliseconds only where there are any. */
export function isoOf(time: DateTime<true>): string {
	return time.toISO({ suppressMilliseconds: true });
}

function missingDay(year: number, month: number, day: number): string {
	if (month < 1 || month > 12) return 'the month must be from 1 to 12';
	return `month ${month} of ${year} has no day ${day}`;
}
