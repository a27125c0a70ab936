import fc from 'fast-check';
import { DateTime } from 'luxon';
import { date } from '../../../shared/fields';
import { canonicalDate, statedDate } from '../../../shared/fields/date';
import type { DateOrder } from '../../../shared/fields/dateText';
import { readCell, reads, refuses, WORDS } from './cells';

const field = date(WORDS);
const inOrder = (dateOrder: DateOrder) => ({ timeZone: 'America/New_York', dateOrder });
const MDY = inOrder('MDY');

const EXPECTED = 'expected a date such as 2026-03-04 or 2026-03-04 17:45';
const NO_TIME = 'there is no such time of day; write it from 00:00 to 23:59';
const NO_CENTURY = 'the century of the year is not clear; write the year in four digits';
const FAR = 'the year must be from 1900 to 2199';
const SPAN =
	'this looks like a span of time; write one time, and an offset from UTC only after seconds, as in 10:00:00-05:00';
const SKIPPED = (zone: string) =>
	`clocks in ${zone} skipped this time when they went forward; write a time that existed, or add the offset from UTC`;
const NOT_SERIAL =
	'this number is not a spreadsheet date between 1950 and 2199; write the date as in 2026-03-04 17:45';

describe('ISO 8601', () => {
	reads(
		field,
		[
			['2026-03-04T10:00:00Z', '2026-03-04T10:00:00Z', '  2026-03-04T10:00:00Z\n', '2026-03-04T10:00:00z'],
			['2026-03-04T10:00:00Z', '2026-03-04 10:00 UTC', '2026-03-04 10:00:00 gmt'],
			['2026-03-04T10:00:00.123456789Z', '2026-03-04T10:00:00.123456789Z'],
			['2026-03-04T10:00-05:30', '2026-03-04T10:00-05:30'],
			['2026-03-04T10:00:00-05:30', '2026-03-04 10:00:00 -0530'],
			['2026-03-04T10:00:00+02:00', '2026-03-04T10:00:00+02:00', '2026-03-04 10:00:00+02:00'],
			['2026-03-04T10:00:00+02:00', '2026-03-04T10:00:00+02'],
			['2026-03-04T10:00:00+14:00', '2026-03-04T10:00:00+14:00', '2026-03-04 10:00 +14:00'],
			['2026-03-04T10:00:00+13:59', '2026-03-04T10:00:00+13:59'],
			['2026-03-04T10:00:00-11:00', '2026-03-04T10:00:00-11:00', '2026-03-04 10:00:00-11:00'],
			['2026-03-04T10:00-11:00', '2026-03-04T10:00-11:00'],
			['2026-03-04T10:00:00-10:59', '2026-03-04T10:00:00-10:59'],
			['2026-03-04T10:00:00-10:00', '2026-03-04 10:00-10:00'],
			['2026-03-04T10:00:00-05:00', '2026-03-04T10:00:00', '2026-03-04 10:00', '3/4/2026 10:00:00-05:00'],
			['2026-03-04T10:00:00.123-05:00', '2026-03-04T10:00:00.123456', '2026-03-04 10:00:00,123'],
			['2026-03-04T10:00:00.100-05:00', '2026-03-04T10:00:00.1'],
			['2026-03-04T00:00:00-05:00', '2026-03-04'],
			['2026-07-04T23:59:59-04:00', '2026-07-04 23:59:59'],
			['2024-02-29T00:00:00-05:00', '2024-02-29'],
			['2000-02-29T10:00:00Z', '2000-02-29T10:00:00Z'],
			['2026-05-31T10:00:00Z', '2026-05-31T10:00:00Z'],
			['2026-05-31T00:00:00-04:00', '5/31/2026'],
			['1900-01-01T00:00:00Z', '1900-01-01T00:00:00Z'],
			['2199-12-31T23:59:59Z', '2199-12-31T23:59:59Z'],
		],
		MDY,
	);
	refuses(
		field,
		{
			'there is no such date: month 2 of 2026 has no day 30': ['2026-02-30T10:00:00Z'],
			'there is no such date: month 2 of 2026 has no day 29': ['2026-02-29'],
			'there is no such date: month 2 of 1900 has no day 29': ['1900-02-29T10:00:00Z'],
			'there is no such date: month 2 of 2100 has no day 29': ['2100-02-29T10:00:00Z', '2100-02-29'],
			...Object.fromEntries(
				['04', '06', '09', '11'].map((month) => [
					`there is no such date: month ${String(Number(month))} of 2026 has no day 31`,
					[`2026-${month}-31T10:00:00Z`],
				]),
			),
			'there is no such date: month 3 of 2026 has no day 0': ['2026-03-00'],
			'there is no such date: the month must be from 1 to 12': ['2026-13-01', '2026-00-01'],
			[NO_TIME]: ['2026-03-04T24:00:00Z', '2026-03-04 10:60', '2026-03-04T10:00:60Z', '2026-03-04 25:00'],
			[FAR]: [
				...['0001-01-01T00:00:00Z', '1899-12-31T23:59:59Z', '2200-01-01T00:00:00Z'],
				'9999-12-31T00:00:00+00:00',
				...[new Date('0001-01-01T00:00:00Z'), new Date('2200-01-02T00:00:00Z')],
			],
			[EXPECTED]: [
				...['2026-03-04T10:00:00.Z', '2026-03-04T10:00:00.1234567890Z', '2026-03-04T10:00:00+05:60'],
				...['2026-03-04T10:00:00Zulu', '2026-03-04T10:00:00-05:000'],
				...['2026-03-04T10:00:00+25:00', '2026-03-04T10:00:00+14:30', '2026-03-04 10:00:00+15:00'],
			],
			[SPAN]: ['2026-03-04T10:00:00-12:00', '2026-03-04T10:00:00-11:30', '2026-03-04 10:00:00-11:30'],
		},
		MDY,
	);
});

describe('a date as spreadsheets write it, month first', () => {
	reads(
		field,
		[
			['2021-07-02T00:00:00-04:00', '7/2/2021', '07-02-2021', '2.7.2021', '7/2/21', '2021/7/2', '2021.07.02'],
			[
				...['2021-07-02T00:00:00-04:00', '٧/٢/٢٠٢١', '２０２１/７/２', 'Jul 2, 2021', 'July 2nd 2021'],
				'2 July 2021',
			],
			['2021-07-02T00:00:00-04:00', '2-Jul-21', '2 jul. 2021', 'JUL 02, 2021'],
			['2021-07-02T17:47:00-04:00', '7/2/2021 17:47', '7/2/2021 5:47 PM', '7/2/2021 5:47pm'],
			['2021-07-02T17:47:09-04:00', '7/2/2021 17:47:09', '7/2/2021, 5:47:09\u202fp.m.'],
			['2021-07-02T00:05:00-04:00', '7/2/2021 12:05 a.m.'],
			['2021-07-02T12:05:00-04:00', '7/2/2021 12:05 PM'],
			['2021-07-02T01:00:00-04:00', '7/2/2021 1:00 AM'],
			['2021-07-02T17:47:00+02:00', '7/2/2021 17:47 +02:00'],
			['2021-09-02T17:05:00-04:00', '2 Sept 2021 17:05'],
			['2000-07-02T00:00:00-04:00', '7/2/00'],
			['2049-07-02T00:00:00-04:00', '7/2/49', '2-Jul-49'],
			['1900-07-02T00:00:00-05:00', '7/2/1900', '2 Jul 1900'],
			['1999-07-02T00:00:00-04:00', '7/2/1999'],
			['2199-07-02T00:00:00-04:00', '7/2/2199', '2199/7/2', 'Jul 2, 2199'],
			['2002-07-21T00:00:00-04:00', '21-Jul-02'],
			['2026-10-03T00:00:00-04:00', '03.10.2026', '3.10.26'],
			['2026-10-03T09:05:00-04:00', '03.10.2026 09:05'],
		],
		MDY,
	);
	refuses(
		field,
		{
			'in a date with points the day comes first, and there is no such date; write it as in 2026-03-04': [
				...['10.27.2026', '31.02.2026'],
			],
			'read as month/day/year there is no such date': ['31/02/2026'],
			'read as month/day/year there is no such date; if the column is written day/month/year, change Date Order':
				['13/02/2026'],
			'there is no such date: month 2 of 2021 has no day 30': ['Feb 30, 2021'],
			[`${EXPECTED}, or with the month's name in English`]: ['2 juillet 2021'],
			'the hour does not go with AM or PM; write it from 1 to 12, or leave AM and PM out': [
				...['7/2/2021 17:47 PM', '7/2/2021 13:00 PM', '7/2/2021 0:30 AM'],
			],
			[NO_TIME]: ['7/2/2021 24:00'],
			[NO_CENTURY]: ['7/2/50', '7/2/71', '7/2/99', '2-Jul-50', '2 Jul 71'],
			[SPAN]: [
				...['2026-03-04 10:00-12:00', '2026-03-04 10:00-11:00', '2026-03-04 10:00-14:30'],
				...['3/4/2026 9:00-10:00', '3/4/2026 9:00-9:30', '4 March 2026 9:00-1000'],
			],
			[EXPECTED]: [
				...['7/2/1899', '7/2/2200', '1899/7/2', '2200/7/2', 'Jul 2, 1899', '2 Jul 2200', '7/2/202'],
				'7/2/0001',
				...['②/7/2026', '2/7/202⑥', '2026-03-0４', '２٢/7/2026', '7/²/2026', '4437⁹', 'Ju 2, 2021'],
				...['tomorrow', '7/2-2021', '7/2', '17:47', '', true, {}, null, 'x'.repeat(65), ' '.repeat(64)],
				...[new Date(NaN), DateTime.invalid('no date'), { isLuxonDateTime: true }],
			],
		},
		MDY,
	);
});

describe('a date as spreadsheets write it, day first', () => {
	reads(
		field,
		[
			['2026-04-03T00:00:00-04:00', '03/04/2026'],
			['2026-02-13T00:00:00-05:00', '13.02.2026'],
			['2021-07-02T09:05:00-04:00', '2021/7/2 9:05'],
			['2002-07-21T00:00:00-04:00', '21-Jul-02'],
		],
		inOrder('DMY'),
	);
	refuses(
		field,
		{
			'read as day/month/year there is no such date': ['31/02/2026'],
			'read as day/month/year there is no such date; if the column is written month/day/year, change Date Order':
				['02/13/2026'],
			[NO_CENTURY]: ['7/2/50'],
		},
		inOrder('DMY'),
	);
});

describe('a date as spreadsheets write it, year first', () => {
	reads(
		field,
		[
			['2003-04-05T00:00:00-05:00', '03/04/05', '03.04.05'],
			['2026-10-03T00:00:00-04:00', '03.10.2026'],
			['2021-07-02T00:00:00-04:00', '2021.07.02', '21-Jul-02', 'Jul 2, 2021', '2 July 2021'],
		],
		inOrder('YMD'),
	);
	refuses(
		field,
		{
			'the date ends with the year, but Date Order says that the year comes first; change Date Order or write the date as in 2026-03-04':
				['31/02/2026', '03/04/2026'],
			'read as year/month/day there is no such date': ['32/13/32'],
			'read as year/month/day there is no such date; if the column is written month/day/year, change Date Order':
				['03/13/32'],
			[NO_CENTURY]: ['71/07/02', '71-Jul-02'],
		},
		inOrder('YMD'),
	);
});

describe('an Excel serial number', () => {
	reads(
		field,
		[
			['2021-07-02T00:00:00-04:00', 44379, '44379', '44379.0', 20210702, '20210702', '20210702.0'],
			['2021-07-02T17:45:36-04:00', 44379.74, '44379.74'],
			['2021-07-02T17:47:37-04:00', 44379.7414],
			['1950-01-01T00:00:00-05:00', 18264],
			['2199-12-31T00:00:00-05:00', 109574],
		],
		MDY,
	);
	refuses(field, {
		'this is only a year; write the date as in 2026-03-04 17:45': [1900, 2021, '2021', 2199],
		'this looks like a date without dashes; write the date as in 2026-03-04 17:45': [
			20210732, 20211301, 19000000, 21999999, 20210702.5,
		],
		'this looks like a time in epoch seconds; write the date as in 2026-03-04 17:45': [1e8, 1625247936],
		'this looks like a time in epoch milliseconds; write the date as in 2026-03-04 17:45': [
			1e11,
			'1625247936000',
		],
		[NOT_SERIAL]: [1899, 2200, 2021.5, 18263, 18263.99, 109575, 18999999, 22000000, 99999999, -1, NaN],
	});
});

describe('when clocks change', () => {
	const zone = (timeZone: string) => ({ timeZone, dateOrder: 'DMY' }) as const;

	// The hour that was skipped is refused; of the hour that came twice, the first is meant.
	refuses(field, { [SKIPPED('America/New_York')]: ['3/8/2026 2:00', '3/8/2026 2:30', '3/8/2026 2:59'] }, MDY);
	reads(
		field,
		[
			['2026-03-08T01:59:00-05:00', '3/8/2026 1:59'],
			['2026-03-08T03:00:00-04:00', '3/8/2026 3:00'],
			['2026-03-08T02:30:00-05:00', '2026-03-08 02:30-05:00'],
			['2026-11-01T00:59:00-04:00', '11/1/2026 0:59'],
			['2026-11-01T01:30:00-04:00', '11/1/2026 1:30'],
			['2026-11-01T02:00:00-05:00', '11/1/2026 2:00'],
		],
		MDY,
	);
	reads(field, [['2026-10-25T02:30:00+02:00', '25.10.2026 02:30']], zone('Europe/Berlin'));
	// A day without a midnight begins at its first moment.
	reads(field, [['2018-11-04T01:00:00-02:00', '04/11/2018']], zone('America/Sao_Paulo'));
	refuses(field, { [SKIPPED('America/Sao_Paulo')]: ['04/11/2018 00:00'] }, zone('America/Sao_Paulo'));
	// In Greenland it is the last hour of a day.
	reads(
		field,
		[
			['2024-03-30T22:59:00-02:00', '30/03/2024 22:59'],
			['2024-10-26T23:30:00-01:00', '26/10/2024 23:30'],
		],
		zone('America/Nuuk'),
	);
	refuses(field, { [SKIPPED('America/Nuuk')]: ['30/03/2024 23:30'] }, zone('America/Nuuk'));
	// Samoa left out a whole day.
	refuses(field, { [SKIPPED('Pacific/Apia')]: ['30/12/2011', '30/12/2011 12:00'] }, zone('Pacific/Apia'));
});

describe('a date object', () => {
	reads(
		field,
		[
			['2026-03-04T10:00:00-05:00', new Date('2026-03-04T15:00:00Z')],
			[
				'2026-03-04T10:00:00.250-05:00',
				DateTime.fromISO('2026-03-04T16:00:00.250', { zone: 'Europe/Berlin' }),
			],
		],
		MDY,
	);
});

describe('a time zone that nobody knows', () => {
	for (const timeZone of ['Mars/Olympus', '', ' ', 'local', 'system', 'DEFAULT']) {
		refuses(
			field,
			{
				'the time zone of the settings is not known; choose one such as America/New_York': [
					'2026-03-04',
					'2026-03-04T10:00:00Z',
				],
			},
			{ timeZone },
		);
	}
});

describe('a date of the past, at noon in UTC on March 4, 2026', () => {
	const past = date({ ...WORDS, isPast: true });
	const now = { ...MDY, now: Date.UTC(2026, 2, 4, 12) };

	reads(
		past,
		[
			['2026-03-05T12:00:00Z', '2026-03-05T12:00:00Z'],
			['2026-03-05T00:00:00-05:00', '3/5/2026', '2026-03-05', 46086],
			['2026-03-05T07:00:00-05:00', '3/5/2026 7:00'],
		],
		now,
	);
	refuses(
		past,
		{
			'the date is in the future; correct it': [
				...[
					'2026-03-05T12:00:01Z',
					'2026-03-05 07:01',
					'3/6/2026',
					46087,
					new Date('2026-03-06'),
					'12/31/2026',
				],
			],
			'the date is in the future; correct it; if the column is written day/month/year, change Date Order': [
				...['12/02/2026', '5/1/26'],
			],
		},
		now,
	);
	reads(past, [['2026-03-06T00:00:00-05:00', '3/6/2026']], MDY);
	reads(field, [['2026-03-06T00:00:00-05:00', '3/6/2026']], now);
	// Where it is already the day after tomorrow, and where it still is tomorrow.
	refuses(
		past,
		{ 'the date is in the future; correct it': ['2026-03-06 02:01'] },
		{ ...now, timeZone: 'Etc/GMT-14' },
	);
	reads(past, [['2026-03-05T00:59:00-11:00', '2026-03-05 00:59']], { ...now, timeZone: 'Etc/GMT+11' });
});

describe('what a cell states of a date', () => {
	const stated = (cell: unknown, timeZone: string) => {
		const reading = readCell(field, cell, { timeZone });
		return reading.ok ? statedDate(cell, reading.value) : reading.problem;
	};

	it.each<[unknown, ...unknown[]]>([
		[
			'2026-03-04T00:00:00',
			'2026-03-04',
			'3/4/2026',
			'4.3.2026',
			46085,
			'46085',
			'Mar 4, 2026',
			'2026-03-04 00:00',
		],
		['2026-03-04T17:30:00', '2026-03-04 17:30', '3/4/2026 5:30 PM', '2026-03-04T17:30', 46085.7291666667],
		['2018-11-04T00:00:00', '11/4/2018', 43408, '20181104'],
		[Date.UTC(2026, 2, 4, 15), '2026-03-04T15:00:00Z', ' 2026-03-04T10:00-05:00 ', '3/4/2026 17:00 +02:00'],
		[
			Date.UTC(2026, 2, 4, 15),
			'2026-03-04 15:00 UTC',
			new Date('2026-03-04T15:00:00Z'),
			DateTime.utc(2026, 3, 4, 15),
		],
	])('is %j in every time zone', (expected, ...cells) => {
		const zones = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Etc/GMT-14'];
		const found = cells.flatMap((cell) => zones.map((zone) => stated(cell, zone)));
		expect(found).toEqual(found.map(() => expected));
	});
});

it('gives back any moment of any day', () => {
	const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
	fc.assert(
		fc.property(day, (moment) => {
			const time = DateTime.fromJSDate(moment, { zone: 'utc' }).startOf('second');
			const cells = [
				time.toFormat('d/M/yyyy HH:mm:ss'),
				time.toFormat('MMMM d, yyyy h:mm:ss a'),
				time.toMillis() / 86_400_000 + 25_569,
			];
			for (const cell of cells) {
				expect(readCell(field, cell, { dateOrder: 'DMY' })).toEqual({
					ok: true,
					value: time.toISO({ suppressMilliseconds: true }),
				});
			}
		}),
	);
});

describe('the canonical form of a date', () => {
	it.each([
		['2026-03-04T10:00:00+02:00', Date.UTC(2026, 2, 4, 8)],
		['2026-03-04T08:00Z', Date.UTC(2026, 2, 4, 8)],
		['2026-03-04T08:00:00.250Z', Date.UTC(2026, 2, 4, 8) + 250],
		['2026-05-31T23:59:59.009Z', Date.UTC(2026, 4, 31, 23, 59, 59, 9)],
		['2026-03-04T08:00:00-05:30', Date.UTC(2026, 2, 4, 13, 30)],
		['2026-03-04', '2026-03-04'],
		['2026-03-04T08:00:00', '2026-03-04T08:00:00'],
		['2026-02-30T08:00:00Z', '2026-02-30T08:00:00Z'],
		['soon', 'soon'],
		[5, 5],
		[undefined, undefined],
	])('of %j is %j', (value, canonical) => {
		expect(canonicalDate(value)).toBe(canonical);
	});
});
