import isDate from 'lodash/isDate';
import { DateTime, Info, type Zone } from 'luxon';
import { z } from 'zod/v4';
import { plain } from './cell';
import {
	EXPECTED_DATE,
	otherOrder,
	otherOrderHint,
	parseDateText,
	statedTime,
	YEAR,
	type DateOrder,
} from './dateText';
import { dayExists, isoMilliseconds } from './isoTime';
import { described, type CellSettings, type FieldWords, type QuickReader } from './kind';
import { ordinaryDateReader } from './ordinaryDate';
import { err, ok, type Reading } from './reading';
import { atZone, isoOf, offsetZone, type WallTime } from './wallTime';

const FAR = 'the year must be from 1900 to 2199';

const SECONDS_A_DAY = 86_400;
/** Spreadsheets count days from 1899-12-30 (Excel's 1900 system); 1970-01-01 is day 25569. */
const SERIAL_OF_EPOCH = 25_569;
/** From 1950-01-01 up to, but not including, 2200-01-01. */
const SERIALS = { first: 18_264, end: 109_575 };

const NEAR = new RegExp(`^${YEAR}-`);

const timestamp = z.iso.datetime({ offset: true });
/** Most texts are no timestamp, and finding that out by parsing is slow. */
const LIKE_A_TIMESTAMP = /^\d{4}-\d\d-\d\dT/;

type DateSettings = Pick<CellSettings, 'timeZone' | 'dateOrder' | 'now'>;

/** A day, in milliseconds: so far ahead may a date of the past be, for clocks and time zones differ. */
const DAY_MS = SECONDS_A_DAY * 1_000;

/** A description of a date. */
interface DateWords extends FieldWords {
	/** Whether it is the time of something that has happened, so that one in the future is refused. */
	readonly isPast?: boolean;
}

/** A point in time, as ISO 8601 with a zone. */
export function date({ isPast = false, ...words }: DateWords) {
	const near = (iso: string) => NEAR.test(iso);
	const latest = ({ now }: DateSettings) => (isPast && now !== undefined ? now + DAY_MS : Infinity);
	return described(timestamp.refine(near, { error: FAR }), words, {
		input: 'date',
		dependsOn: ['dateOrder'],
		read: (cell, settings) => readUntil(latest(settings), cell, settings),
		quick: (settings) => quickDate(latest(settings), settings),
	});
}

/** Reads a date that is not after the latest one, in milliseconds since 1970-01-01 UTC. */
function readUntil(latest: number, cell: unknown, settings: DateSettings): Reading<string> {
	const reading = readDate(cell, settings);
	const isLater = (one: Reading<string>) => one.ok && Number(canonicalDate(one.value)) > latest;
	if (!isLater(reading)) return reading;
	const other = readDate(cell, { ...settings, dateOrder: otherOrder(settings.dateOrder) });
	const hint = other.ok && !isLater(other) ? otherOrderHint(settings.dateOrder) : '';
	return err(`the date is in the future; correct it${hint}`);
}

/**
 * Reads a date as ISO 8601 with a zone.
 *
 * ISO with a zone passes as it is. Whatever names no zone (ISO, spreadsheet forms, Excel serial numbers,
 * dates without a time, which mean the start of the day, also in eight digits as in 20260304) is read in the time zone of the settings; what is
 * ambiguous (03/04/2026) follows their date order and is never guessed. Times that the clocks skipped in spring
 * are refused; those they showed twice in autumn are the first of the two. Serial numbers are rounded to the
 * second. Date and luxon DateTime objects are read as their instant.
 */
function readDate(raw: unknown, settings: DateSettings): Reading<string> {
	const zone = zoneNamed(settings.timeZone);
	if (zone === undefined) {
		return err('the time zone of the settings is not known; choose one such as America/New_York');
	}
	const instant = instantOfObject(raw);
	if (instant !== undefined) return fromInstant(instant, zone);
	if (typeof raw === 'number') return fromNumber(raw, zone);
	if (typeof raw !== 'string') return err(EXPECTED_DATE);
	return fromText(raw.trim(), zone, settings.dateOrder);
}

/** In a time zone that is not known, every date needs a closer look. */
function quickDate(latest: number, { timeZone, dateOrder }: DateSettings): QuickReader<string> {
	const zone = zoneNamed(timeZone);
	return zone === undefined ? () => undefined : ordinaryDateReader(zone, dateOrder, latest);
}

/**
 * The time that a cell states, whatever the time zone and the form: milliseconds since 1970-01-01 UTC where it names a
 * zone, as a date object does; otherwise what the calendar and the clock on the wall show, as ISO 8601 without a zone.
 * @param value what the cell was read to
 */
export function statedDate(cell: unknown, value: unknown): unknown {
	if (typeof value !== 'string' || cell === value || instantOfObject(cell) !== undefined) {
		return canonicalDate(value);
	}
	const wallTime = value.replace(/(?:Z|[+-]\d\d:\d\d)$/, '');
	const serial = typeof cell === 'number' ? cell : Number(cell);
	const { hasClock, hasOffset } = Number.isNaN(serial)
		? statedTime(plain(String(cell)))
		: { hasClock: !Number.isInteger(serial), hasOffset: false };
	if (hasOffset) return canonicalDate(value);
	// A day may have begun after midnight, in the zone in which it was read.
	return hasClock ? wallTime : `${wallTime.slice(0, 10)}T00:00:00`;
}

/**
 * The canonical form of a date, in which all ways to write one point in time are the same: milliseconds since 1970-01-01
 * UTC. What is no date with a zone is given back as it is.
 */
export function canonicalDate(value: unknown): unknown {
	if (typeof value !== 'string' || !LIKE_A_TIMESTAMP.test(value)) return value;
	const milliseconds = isoMilliseconds(value);
	if (milliseconds !== undefined) return milliseconds;
	return timestamp.safeParse(value).success ? DateTime.fromISO(value).toMillis() : value;
}

/** The zone of that name; none for names that mean something else on every machine, such as `local`. */
function zoneNamed(name: string): Zone | undefined {
	const zone = /^(?:local|system|default)?$/i.test(name.trim()) ? undefined : Info.normalizeZone(name.trim());
	return zone?.isValid === true ? zone : undefined;
}

/** Milliseconds of a Date or DateTime object, NaN for an invalid one; undefined for anything else. */
function instantOfObject(raw: unknown): number | undefined {
	if (isDate(raw)) return raw.getTime();
	// Plain JSON can carry luxon's mark, so its method is looked for as well.
	return DateTime.isDateTime(raw) && typeof raw.toMillis === 'function' ? raw.toMillis() : undefined;
}

function fromInstant(milliseconds: number, zone: Zone): Reading<string> {
	const time = Number.isFinite(milliseconds) ? DateTime.fromMillis(milliseconds, { zone }) : undefined;
	if (time?.isValid !== true) return err(EXPECTED_DATE);
	const iso = isoOf(time);
	return NEAR.test(iso) ? ok(iso) : err(FAR);
}

function fromText(text: string, zone: Zone, order: DateOrder): Reading<string> {
	if (LIKE_A_TIMESTAMP.test(text) && !NEAR.test(text)) return err(FAR);
	if (isoMilliseconds(text) !== undefined) return ok(text);
	const tidy = plain(text);
	if (/^\d+(?:\.\d+)?$/.test(tidy)) return fromNumber(Number(tidy), zone);
	const written = parseDateText(tidy, order);
	if (!written.ok) return written;
	const { wall, offset } = written.value;
	return atZone(wall, offset === undefined ? zone : offsetZone(offset));
}

/** The day of a number such as 20260304; no serial number has eight digits. */
export function dayInDigits(number: number): Omit<WallTime, 'clock'> | undefined {
	const [year, month, day] = [Math.floor(number / 10_000), Math.floor(number / 100) % 100, number % 100];
	const isDay = Number.isInteger(number) && year >= 1_900 && year < 2_200 && dayExists(year, month, day);
	return isDay ? { year, month, day } : undefined;
}

/** What the calendar and the clock show at a serial number, as if in UTC and rounded to the second. */
export function timeOfSerial(serial: number): DateTime {
	return DateTime.fromSeconds(Math.round((serial - SERIAL_OF_EPOCH) * SECONDS_A_DAY), { zone: 'utc' });
}

function fromNumber(serial: number, zone: Zone): Reading<string> {
	const day = dayInDigits(serial);
	if (day !== undefined) return atZone({ ...day, clock: undefined }, zone);
	if (!(serial >= SERIALS.first && serial < SERIALS.end)) return err(serialProblem(serial));
	const time = timeOfSerial(serial);
	const { hour, minute, second } = time;
	const clock = Number.isInteger(serial) ? undefined : { hour, minute, second, millisecond: 0 };
	return atZone({ year: time.year, month: time.month, day: time.day, clock }, zone);
}

/** What a number that is no spreadsheet date most likely is, and how to write it. */
function serialProblem(value: number): string {
	const remedy = 'write the date as in 2026-03-04 17:45';
	if (Number.isInteger(value) && value >= 1900 && value < 2200) return `this is only a year; ${remedy}`;
	if (value >= 19_000_000 && value < 22_000_000) return `this looks like a date without dashes; ${remedy}`;
	if (value >= 1e11) return `this looks like a time in epoch milliseconds; ${remedy}`;
	if (value >= 1e8) return `this looks like a time in epoch seconds; ${remedy}`;
	return `this number is not a spreadsheet date between 1950 and 2199; ${remedy}`;
}
