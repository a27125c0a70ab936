import type { RowOptions } from '../../shared';
import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { rowWithoutId, sheetRow, type SheetRow } from './rows';

const kard = kardUnderTest();

describe('amounts', () => {
	it.each([
		['19.99', 1_999],
		['1,234.50', 123_450],
		['$5', 500],
		[19.99, 1_999],
		[1.1, 110],
		['0', 0],
		['90071992547409.91', Number.MAX_SAFE_INTEGER],
	])('in dollars, %p is read exactly', async (amount, cents) => {
		expect(await kard.submitOne(sheetRow(1, { amount }), { amounts: 'dollars' })).toMatchObject({
			amount: cents,
		});
	});

	it.each([
		['(12.00)', 'negative'],
		['-3', 'negative'],
		['1e3', 'scientific notation'],
		['12.345', '3 decimals'],
		[12.345, '3 decimals'],
		['٣', 'digits 0 to 9'],
		['12,34', 'decimal comma'],
		['€5', 'US dollars'],
		['', 'required and empty'],
		['  ', 'required and empty'],
		[null, 'required and empty'],
		[NaN, 'plain digits'],
		[true, 'expected'],
		[{ cents: 5 }, 'expected'],
	])('in dollars, %p is refused before it is sent, with the reason', async (amount, reason) => {
		const complaint = await kard.submitOne(sheetRow(1, { amount }), { amounts: 'dollars' });

		expect(complaint).toMatch(/^Row 1, Amount: /);
		expect(complaint).toContain(reason);
	});

	it('in cents, which is the usual, whole numbers pass and what looks like dollars is refused', async () => {
		const result = await kard.submit(
			[1999, '1999', '19.99', 19.99, '$5'].map((amount, n) => sheetRow(n, { amount })),
		);

		expect(fates(result)).toEqual(['submitted', 'submitted', 'failed', 'failed', 'failed']);
		expect(complaints(result)[2]).toContain('set the option for amounts to dollars');
	});

	it('subtotals are read like amounts', async () => {
		const row = sheetRow(1, { amount: '19.99', subtotal: '$17.50' });

		expect(await kard.submitOne(row, { amounts: 'dollars' })).toMatchObject({
			amount: 1_999,
			subtotal: 1_750,
		});
	});
});

describe('dates', () => {
	const newYork = { timeZone: 'America/New_York' };

	it.each<[string, unknown, RowOptions, string]>([
		[
			'ISO with a zone passes as it stands',
			'2021-07-02T17:47:00+02:00',
			newYork,
			'2021-07-02T17:47:00+02:00',
		],
		[
			'ISO without a zone is read in the given one',
			'2021-07-02T17:47:00',
			newYork,
			'2021-07-02T17:47:00-04:00',
		],
		['without a given zone it is read in UTC', '2021-07-02T17:47:00', {}, '2021-07-02T17:47:00Z'],
		['7/2/2021 17:47, month first', '7/2/2021 17:47', newYork, '2021-07-02T17:47:00-04:00'],
		['7/2/2021 17:47, day first', '7/2/2021 17:47', { dateOrder: 'DMY' }, '2021-02-07T17:47:00Z'],
		['the Excel serial 44379.74', 44379.74, newYork, '2021-07-02T17:45:36-04:00'],
		['an Excel serial as text', '44379.74', {}, '2021-07-02T17:45:36Z'],
		[
			'a time that the clocks showed twice is the first',
			'2026-11-01 01:30',
			newYork,
			'2026-11-01T01:30:00-04:00',
		],
		['a Date object', new Date(Date.UTC(2021, 6, 2, 17, 47)), {}, '2021-07-02T17:47:00Z'],
	])('%s', async (_, settledDate, options, expected) => {
		expect(await kard.submitOne(sheetRow(1, { settledDate }), options)).toMatchObject({
			settledDate: expected,
		});
	});

	it.each<[string, unknown, RowOptions, string]>([
		['31/02/2026, day first', '31/02/2026', { dateOrder: 'DMY' }, 'no such date'],
		['31/02/2026, month first', '31/02/2026', {}, 'no such date'],
		['a time that the clocks skipped', '2026-03-08 02:30', newYork, 'skipped'],
		['a year alone', 2026, {}, 'only a year'],
		['a word', 'yesterday', {}, 'expected a date'],
		['an object', { year: 2026 }, {}, 'expected a date'],
		['any date in a zone that does not exist', '7/2/2021', { timeZone: 'Mars/Olympus' }, 'time zone'],
	])('%s is refused before it is sent', async (_, settledDate, options, reason) => {
		const complaint = await kard.submitOne(sheetRow(1, { settledDate }), options);

		expect(complaint).toMatch(/^Row 1, Settled Date: /);
		expect(complaint).toContain(reason);
	});

	it('one order holds for the whole sheet: 03/04/2026 is never guessed by the rows around it', async () => {
		const rows = ['25/12/2025', '03/04/2026'].map((settledDate, number) => sheetRow(number, { settledDate }));

		await kard.submit(rows, { dateOrder: 'DMY' });
		await kard.submit([sheetRow(2, { settledDate: '03/04/2026' })], { dateOrder: 'MDY' });

		const stored = [...kard.sandbox.state.transactions.values()].map(
			({ attributes }) => attributes.settledDate,
		);
		expect(stored).toEqual(['2025-12-25T00:00:00Z', '2026-04-03T00:00:00Z', '2026-03-04T00:00:00Z']);
	});
});

describe('defaults', () => {
	it('fill empty cells and missing columns, and leave the others alone', async () => {
		const options = { defaults: { currency: 'usd', direction: 'purchase', cardBIN: 411111 } };
		const rows = [
			rowWithoutId(1, { currency: '', direction: undefined, cardBIN: null }),
			rowWithoutId(2, { currency: 'EUR', direction: 'CREDIT', cardBIN: '555555' }),
		];

		await kard.submit(rows, options);

		expect(
			kard.sent[0]?.data.map(({ attributes }) => [
				attributes.currency,
				attributes.direction,
				attributes.cardBIN,
			]),
		).toEqual([
			['USD', 'DEBIT', '411111'],
			['EUR', 'CREDIT', '555555'],
		]);
	});

	it('that cannot be read are refused like cells', async () => {
		const result = await kard.submit([sheetRow(1, { currency: '' })], { defaults: { currency: 'dollars' } });

		expect(complaints(result)[0]).toMatch(/^Row 1, Currency: /);
	});

	it('do not come from anywhere else', async () => {
		const defaults = Object.setPrototypeOf({}, { currency: 'USD' }) as SheetRow;

		const result = await kard.submit([sheetRow(1, { currency: '' })], { defaults });

		expect(complaints(result)[0]).toBe(
			'Row 1, Currency: is required and empty. Fill it in, map another column to it, or set one value for all rows.',
		);
	});
});
