import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { DateOrder } from '../../../shared/fields/dateText';
import { instantOf } from '../../../shared/fields/date';
import { readDate, problemOf, valueOf } from './readings';

const NEW_YORK = 'America/New_York';
const inNewYork = (cell: unknown, dateOrder: DateOrder = 'MDY') =>
	readDate(cell, { timeZone: NEW_YORK, dateOrder });

describe('ISO 8601', () => {
	it.each([
		'2026-03-04T10:00:00Z',
		'2026-03-04T10:00:00.123456789Z',
		'2026-03-04T10:00:00+02:00',
		'2026-03-04T10:00-05:30',
	])('with a zone passes as it stands: %s', (iso) => {
		expect(valueOf(inNewYork(iso))).toBe(iso);
		expect(valueOf(inNewYork(`  ${iso}\n`))).toBe(iso);
	});

	it.each([
		['2026-03-04 10:00:00+02:00', '2026-03-04T10:00:00+02:00'],
		['2026-03-04 10:00:00 -0530', '2026-03-04T10:00:00-05:30'],
		['2026-03-04T10:00:00+02', '2026-03-04T10:00:00+02:00'],
		['2026-03-04T10:00:00z', '2026-03-04T10:00:00Z'],
		['2026-03-04 10:00 UTC', '2026-03-04T10:00:00Z'],
		['2026-03-04T10:00:00', '2026-03-04T10:00:00-05:00'],
		['2026-03-04 10:00', '2026-03-04T10:00:00-05:00'],
		['2026-03-04T10:00:00.123456', '2026-03-04T10:00:00.123-05:00'],
		['2026-03-04', '2026-03-04T00:00:00-05:00'],
		['2026-07-04', '2026-07-04T00:00:00-04:00'],
	])('%s is %s in New York', (cell, iso) => {
		expect(valueOf(inNewYork(cell))).toBe(iso);
	});

	it.each(['2026-02-30T10:00:00Z', '2026-13-01', '2026-02-29', '2026-03-00'])('refuses %s', (cell) => {
		expect(problemOf(inNewYork(cell))).toContain('no such date');
	});

	it.each(['2026-03-04T24:00:00Z', '2026-03-04 10:60', '2026-03-04T10:00:60Z', '2026-03-04 25:00'])(
		'refuses the time of day in %s',
		(cell) => {
			expect(problemOf(inNewYork(cell))).toContain('no such time of day');
		},
	);

	it.each(['+25:00', '+14:30', '+15:00', '-12:00', '-11:30', '-13:00'])(
		'refuses an offset that no place on earth has: %s',
		(offset) => {
			problemOf(inNewYork(`2026-03-04T10:00:00${offset}`));
			problemOf(inNewYork(`2026-03-04 10:00:00${offset}`));
		},
	);

	it.each([
		'0001-01-01T00:00:00Z',
		'1899-12-31T23:59:59Z',
		'2200-01-01T00:00:00Z',
		'9999-12-31T00:00:00+00:00',
		new Date('0001-01-01T00:00:00Z'),
		new Date('2200-01-02T00:00:00Z'),
	])('refuses what programs write for no date at all: %s', (cell) => {
		expect(problemOf(inNewYork(cell))).toBe('the year must be from 1900 to 2199');
	});

	it.each(['1900-01-01T00:00:00Z', '2199-12-31T23:59:59Z'])('takes %s', (iso) => {
		expect(valueOf(inNewYork(iso))).toBe(iso);
	});
});

describe('dates as spreadsheets write them', () => {
	it.each([
		['7/2/2021 17:47', '2021-07-02T17:47:00-04:00'],
		['7/2/2021 17:47:09', '2021-07-02T17:47:09-04:00'],
		['7/2/2021 5:47 PM', '2021-07-02T17:47:00-04:00'],
		['7/2/2021, 5:47:09\u202fpm', '2021-07-02T17:47:09-04:00'],
		['7/2/2021 12:05 a.m.', '2021-07-02T00:05:00-04:00'],
		['7/2/2021 12:05 PM', '2021-07-02T12:05:00-04:00'],
		['07-02-2021', '2021-07-02T00:00:00-04:00'],
		['7.2.2021', '2021-07-02T00:00:00-04:00'],
		['7/2/21', '2021-07-02T00:00:00-04:00'],
		['7/2/2021 17:47 +02:00', '2021-07-02T17:47:00+02:00'],
	])('%s, month first', (cell, iso) => {
		expect(valueOf(inNewYork(cell, 'MDY'))).toBe(iso);
	});

	it('follow the chosen order, and are never guessed', () => {
		expect(valueOf(inNewYork('03/04/2026', 'MDY'))).toBe('2026-03-04T00:00:00-05:00');
		expect(valueOf(inNewYork('03/04/2026', 'DMY'))).toBe('2026-04-03T00:00:00-04:00');
		expect(valueOf(inNewYork('03/04/05', 'YMD'))).toBe('2003-04-05T00:00:00-05:00');
		expect(valueOf(inNewYork('13.02.2026', 'DMY'))).toBe('2026-02-13T00:00:00-05:00');
	});

	it.each<DateOrder>(['MDY', 'DMY', 'YMD'])(
		'are year, month, day when the year comes first, also in %s',
		(order) => {
			expect(valueOf(inNewYork('2021/7/2', order))).toBe('2021-07-02T00:00:00-04:00');
			expect(valueOf(inNewYork('2021.07.02 9:05', order))).toBe('2021-07-02T09:05:00-04:00');
		},
	);

	it.each<DateOrder>(['MDY', 'DMY', 'YMD'])('are refused in %s if there is no such day', (order) => {
		expect(problemOf(inNewYork('31/02/2026', order))).not.toContain('change the date order option');
	});

	it('are refused with a hint where another order would fit', () => {
		expect(problemOf(inNewYork('13/02/2026', 'MDY'))).toBe(
			'read as month/day/year there is no such date; if the column is written day/month/year, ' +
				'change the date order option',
		);
		expect(problemOf(inNewYork('02/13/2026', 'DMY'))).toContain('written month/day/year');
		expect(problemOf(inNewYork('03/04/2026', 'YMD'))).toContain('the year comes first');
	});

	it('name the month in English, if they name it', () => {
		for (const cell of [
			'Jul 2, 2021',
			'July 2nd 2021',
			'2 July 2021',
			'2-Jul-21',
			'2 jul. 2021',
			'JUL 02, 2021',
		]) {
			expect(valueOf(inNewYork(cell, 'YMD'))).toBe('2021-07-02T00:00:00-04:00');
		}
		expect(valueOf(inNewYork('2 Sept 2021 17:05'))).toBe('2021-09-02T17:05:00-04:00');
		expect(problemOf(inNewYork('2 juillet 2021'))).toContain("month's name in English");
		expect(problemOf(inNewYork('Feb 30, 2021'))).toContain('month 2 of 2021 has no day 30');
	});

	it.each(['7/2/2021 17:47 PM', '7/2/2021 0:30 AM'])(
		'refuse an hour that does not go with AM or PM: %s',
		(cell) => {
			expect(problemOf(inNewYork(cell))).toContain('AM or PM');
		},
	);

	it.each([
		['7/2/00', '2000-07-02T00:00:00-04:00'],
		['7/2/49', '2049-07-02T00:00:00-04:00'],
		['2-Jul-49', '2049-07-02T00:00:00-04:00'],
		['7/2/1900', '1900-07-02T00:00:00-05:00'],
		['7/2/1999', '1999-07-02T00:00:00-04:00'],
		['7/2/2199', '2199-07-02T00:00:00-04:00'],
		['2199/7/2', '2199-07-02T00:00:00-04:00'],
		['Jul 2, 2199', '2199-07-02T00:00:00-04:00'],
		['2 Jul 1900', '1900-07-02T00:00:00-05:00'],
	])('have a year from 1900 to 2199, or two digits up to 49: %s', (cell, iso) => {
		expect(valueOf(inNewYork(cell))).toBe(iso);
	});

	it.each(['7/2/50', '7/2/71', '7/2/99', '2-Jul-50', '2 Jul 71'])(
		'are refused where two digits do not say the century: %s',
		(cell) => {
			expect(problemOf(inNewYork(cell))).toContain('write the year in four digits');
			expect(problemOf(inNewYork(cell, 'DMY'))).toContain('write the year in four digits');
		},
	);

	it('are refused where two digits in front do not say the century', () => {
		expect(problemOf(inNewYork('71/07/02', 'YMD'))).toContain('write the year in four digits');
		expect(problemOf(inNewYork('71-Jul-02', 'YMD'))).toContain('write the year in four digits');
	});

	it.each([
		'7/2/1899',
		'7/2/2200',
		'1899/7/2',
		'2200/7/2',
		'Jul 2, 1899',
		'2 Jul 2200',
		'7/2/202',
		'7/2/0001',
	])('are refused with any other year: %s', (cell) => {
		expect(problemOf(inNewYork(cell))).toContain('expected a date');
	});

	it('have the year in front of a month’s name, too, where the order says so', () => {
		expect(valueOf(inNewYork('21-Jul-02', 'YMD'))).toBe('2021-07-02T00:00:00-04:00');
		expect(valueOf(inNewYork('21-Jul-02', 'DMY'))).toBe('2002-07-21T00:00:00-04:00');
		expect(valueOf(inNewYork('21-Jul-02', 'MDY'))).toBe('2002-07-21T00:00:00-04:00');
		expect(valueOf(inNewYork('2-Jul-21', 'YMD'))).toBe('2021-07-02T00:00:00-04:00');
	});

	it.each([
		'2026-03-04 10:00-12:00',
		'2026-03-04 10:00-11:00',
		'2026-03-04 10:00-14:30',
		'3/4/2026 9:00-10:00',
		'3/4/2026 9:00-9:30',
		'4 March 2026 9:00-1000',
	])('are one time, not a span: %s', (cell) => {
		expect(problemOf(inNewYork(cell))).toContain('a span of time');
	});

	it.each([
		['3/4/2026 10:00:00-05:00', '2026-03-04T10:00:00-05:00'],
		['2026-03-04 10:00-10:00', '2026-03-04T10:00:00-10:00'],
		['2026-03-04 10:00:00-11:00', '2026-03-04T10:00:00-11:00'],
		['2026-03-04 10:00 +14:00', '2026-03-04T10:00:00+14:00'],
		['2026-03-04T10:00-11:00', '2026-03-04T10:00-11:00'],
	])('may have an offset: %s', (cell, iso) => {
		expect(valueOf(inNewYork(cell))).toBe(iso);
	});

	it.each(['②/7/2026', '2/7/202⑥', '2026-03-0４', '２٢/7/2026', '7/²/2026', '4437⁹'])(
		'have digits that mean one thing: %s is refused',
		(cell) => {
			problemOf(inNewYork(cell));
		},
	);

	it('may be in the digits of another script', () => {
		expect(valueOf(inNewYork('٧/٢/٢٠٢١'))).toBe('2021-07-02T00:00:00-04:00');
		expect(valueOf(inNewYork('２０２１/７/２'))).toBe('2021-07-02T00:00:00-04:00');
	});

	it.each(['tomorrow', '7/2-2021', '7/2', '17:47', '', true, {}, null, 'x'.repeat(9_000)])(
		'must be dates: %j is refused',
		(cell) => {
			expect(problemOf(inNewYork(cell))).toContain('expected a date such as 2026-03-04');
		},
	);

	it('give back any moment of any day', () => {
		const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
		fc.assert(
			fc.property(day, (date) => {
				const time = DateTime.fromJSDate(date, { zone: 'utc' }).startOf('second');
				const iso = time.toISO({ suppressMilliseconds: true });
				const settings = { timeZone: 'UTC', dateOrder: 'DMY' } as const;
				expect(valueOf(readDate(time.toFormat('d/M/yyyy HH:mm:ss'), settings))).toBe(iso);
				expect(valueOf(readDate(time.toFormat('MMMM d, yyyy h:mm:ss a'), settings))).toBe(iso);
				expect(valueOf(readDate(time.toMillis() / 86_400_000 + 25_569, settings))).toBe(iso);
			}),
		);
	});
});

describe('Excel serial numbers', () => {
	it.each([
		[44379.74, '2021-07-02T17:45:36-04:00'],
		['44379.74', '2021-07-02T17:45:36-04:00'],
		[44379, '2021-07-02T00:00:00-04:00'],
		[44379.7414, '2021-07-02T17:47:37-04:00'],
		[18264, '1950-01-01T00:00:00-05:00'],
		[109574, '2199-12-31T00:00:00-05:00'],
	])('%j is %s, to the second', (cell, iso) => {
		expect(valueOf(inNewYork(cell))).toBe(iso);
	});

	it.each([
		[2021, 'only a year'],
		['2021', 'only a year'],
		[20210702, 'without dashes'],
		[1625247936, 'epoch seconds'],
		['1625247936000', 'epoch milliseconds'],
		[18263, 'between 1950 and 2199'],
		[109575, 'between 1950 and 2199'],
		[2021.5, 'between 1950 and 2199'],
		[-1, 'between 1950 and 2199'],
		[NaN, 'between 1950 and 2199'],
	])('%j is none: %s', (cell, reason) => {
		const problem = problemOf(inNewYork(cell));
		expect(problem).toContain(reason);
		expect(problem).toContain('write the date as in 2026-03-04');
	});
});

describe('when clocks change', () => {
	it('refuses the hour that was skipped', () => {
		expect(problemOf(inNewYork('3/8/2026 2:30'))).toContain('clocks in America/New_York skipped this time');
		expect(valueOf(inNewYork('3/8/2026 3:00'))).toBe('2026-03-08T03:00:00-04:00');
		expect(valueOf(inNewYork('2026-03-08 02:30-05:00'))).toBe('2026-03-08T02:30:00-05:00');
	});

	it('reads the hour that came twice as the first of the two', () => {
		expect(valueOf(inNewYork('11/1/2026 1:30'))).toBe('2026-11-01T01:30:00-04:00');
		const berlin = { timeZone: 'Europe/Berlin', dateOrder: 'DMY' } as const;
		expect(valueOf(readDate('25.10.2026 02:30', berlin))).toBe('2026-10-25T02:30:00+02:00');
	});

	it('starts a day without a midnight at its first moment, and refuses its midnight', () => {
		const saoPaulo = { timeZone: 'America/Sao_Paulo', dateOrder: 'DMY' } as const;
		expect(valueOf(readDate('04/11/2018', saoPaulo))).toBe('2018-11-04T01:00:00-02:00');
		expect(problemOf(readDate('04/11/2018 00:00', saoPaulo))).toContain('skipped');
	});

	it('refuses a day that a zone left out', () => {
		const samoa = { timeZone: 'Pacific/Apia', dateOrder: 'DMY' } as const;
		expect(problemOf(readDate('30/12/2011', samoa))).toContain('skipped');
	});
});

describe('date objects', () => {
	it('are read as their instant, in the zone', () => {
		expect(valueOf(inNewYork(new Date('2026-03-04T15:00:00Z')))).toBe('2026-03-04T10:00:00-05:00');
		const berlin = DateTime.fromISO('2026-03-04T16:00:00.250', { zone: 'Europe/Berlin' });
		expect(valueOf(inNewYork(berlin))).toBe('2026-03-04T10:00:00.250-05:00');
	});

	it('are refused if they are not valid', () => {
		problemOf(inNewYork(new Date(NaN)));
		problemOf(inNewYork(DateTime.invalid('no date')));
		problemOf(inNewYork({ isLuxonDateTime: true }));
	});
});

describe('the time zone', () => {
	it.each(['Mars/Olympus', '', 'local', 'system', 'DEFAULT'])('%j is refused', (timeZone) => {
		expect(problemOf(readDate('2026-03-04', { timeZone, dateOrder: 'MDY' }))).toContain('time zone');
	});
});

describe('instantOf', () => {
	it('is the same for every way to write an instant', () => {
		expect(instantOf('2026-03-04T10:00:00+02:00')).toBe(Date.UTC(2026, 2, 4, 8));
		expect(instantOf('2026-03-04T08:00:00.000Z')).toBe(Date.UTC(2026, 2, 4, 8));
	});

	it('throws on what is no date', () => {
		expect(() => instantOf('soon')).toThrow(TypeError);
	});
});
