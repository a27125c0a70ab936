const [ZERO, DASH, COLON, POINT, LETTER_T, LETTER_Z, PLUS] = [0x30, 0x2d, 0x3a, 0x2e, 0x54, 0x5a, 0x2b];
const MINUTE_MS = 60_000;
/** A fraction of a second has at most nine digits. */
const MOST_DIGITS = 9;

/** As most programs write it; of a day that each month has, and with an offset that some place on earth keeps. */
const USUAL =
	/^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-](?:0\d|10):[0-5]\d)$/;

/** Whether the calendar has that day. */
export function dayExists(year: number, month: number, day: number): boolean {
	return month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(year, month);
}

function lastDayOf(year: number, month: number): number {
	if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
	return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** The digit at a place; NaN where there is none, with which no comparison is true. */
function digit(text: string, place: number): number {
	const value = text.charCodeAt(place) - ZERO;
	return value >= 0 && value <= 9 ? value : NaN;
}

function twoDigits(text: string, place: number): number {
	return digit(text, place) * 10 + digit(text, place + 1);
}

/** The offset from UTC that a text ends with, in minutes: one that some place on earth keeps, or NaN. */
function offsetAt(text: string, place: number): number {
	const sign = text.charCodeAt(place);
	if (sign === LETTER_Z) return text.length === place + 1 ? 0 : NaN;
	const isOffset = text.length === place + 6 && text.charCodeAt(place + 3) === COLON;
	const hours = twoDigits(text, place + 1);
	const minutes = twoDigits(text, place + 4);
	if (!isOffset || !(minutes <= 59)) return NaN;
	const offset = hours * 60 + minutes;
	if (sign === PLUS) return offset <= 14 * 60 ? offset : NaN;
	return sign === DASH && offset <= 11 * 60 ? -offset : NaN;
}

/** Where the digits that begin at a place end. */
function endOfDigits(text: string, place: number): number {
	let end = place;
	while (digit(text, end) >= 0) end += 1;
	return end;
}

/**
 * A point in time that is written as ISO 8601 in full, as RFC 3339 has it but for optional seconds, in milliseconds since
 * 1970-01-01 UTC, cut at the millisecond; undefined for any other text, for a day that no calendar has, for an offset
 * from UTC that no place on earth keeps, and for years before 1000.
 */
export function isoMilliseconds(text: string): number | undefined {
	return USUAL.test(text) ? Date.parse(text) : readParts(text);
}

function readParts(text: string): number | undefined {
	const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
	const month = twoDigits(text, 5);
	const day = twoDigits(text, 8);
	const hour = twoDigits(text, 11);
	const minute = twoDigits(text, 14);
	const hasDate =
		text.charCodeAt(4) === DASH && text.charCodeAt(7) === DASH && text.charCodeAt(10) === LETTER_T;
	if (!hasDate || text.charCodeAt(13) !== COLON || !(year >= 1_000) || !dayExists(year, month, day))
		return undefined;
	const hasSeconds = text.charCodeAt(16) === COLON;
	const second = hasSeconds ? twoDigits(text, 17) : 0;
	if (!(hour <= 23 && minute <= 59 && second <= 59)) return undefined;
	const hasFraction = hasSeconds && text.charCodeAt(19) === POINT;
	const end = hasFraction ? endOfDigits(text, 20) : hasSeconds ? 19 : 16;
	if (hasFraction && (end === 20 || end > 20 + MOST_DIGITS)) return undefined;
	const offset = offsetAt(text, end);
	if (Number.isNaN(offset)) return undefined;
	const fraction = hasFraction ? Math.floor(Number(`0${text.slice(19, end)}`) * 1_000) : 0;
	const minutes = hour * 60 + minute - offset;
	return Date.UTC(year, month - 1, day) + minutes * MINUTE_MS + second * 1_000 + fraction;
}
