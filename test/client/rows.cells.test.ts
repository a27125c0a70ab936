import type { RowOptions } from '../../shared';
import { messages, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { person } from '../support/person';
import { sheetPurchase, type SheetRow } from '../support/purchase';

const kard = startKard();
const dollars = { amounts: 'dollars' } as const;
const newYork = { timeZone: 'America/New_York' };
const storedDates = () => kard.stored.transactions.map(({ attributes }) => attributes.settledDate);

describe('amounts', () => {
	it.each([
		['19.99', 1_999],
		['1,234.50', 123_450],
		['$5', 500],
		[1.1, 110],
		['0', 0],
		['90071992547409.91', Number.MAX_SAFE_INTEGER],
	])('in dollars, %p is read exactly', async (amount, cents) => {
		const row = sheetPurchase({ amount, subtotal: amount });

		expect(await kard.submitOne(row, dollars)).toMatchObject({ amount: cents, subtotal: cents });
	});

	it.each([
		['(12.00)', 'negative'],
		['1e3', 'scientific notation'],
		['12.345', '3 decimals'],
		[12.345, '3 decimals'],
		['٣', 'digits 0 to 9'],
		['  ', 'required and empty'],
		[null, 'required and empty'],
		[{ cents: 5 }, 'expected'],
	])('in dollars, %p is refused before it is sent, with the reason', async (amount, reason) => {
		const message = await kard.submitOne(sheetPurchase({ amount }), dollars);

		expect(message).toMatch(/^Row 1, Amount: /);
		expect(message).toContain(reason);
	});

	it('in cents, which is the usual, whole numbers pass and what looks like dollars is refused', async () => {
		const result = await kard.submit(
			[1999, '1999', '19.99', '$5'].map((amount) => sheetPurchase({ amount })),
		);

		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'failed', 'failed']);
		expect(messages(result)[2]).toContain('set the option for amounts to dollars');
	});
});

describe('dates', () => {
	it.each<[string, unknown, RowOptions, string]>([
		['ISO with a zone passes as it is', '2021-07-02T17:47:00+02:00', newYork, '2021-07-02T17:47:00+02:00'],
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
		['a Date object', new Date(Date.UTC(2021, 6, 2, 17, 47)), {}, '2021-07-02T17:47:00Z'],
	])('%s', async (_, settledDate, options, expected) => {
		expect(await kard.submitOne(sheetPurchase({ settledDate }), options)).toMatchObject({
			settledDate: expected,
		});
	});

	it.each<[string, unknown, RowOptions, string]>([
		['31/02/2026, day first', '31/02/2026', { dateOrder: 'DMY' }, 'no such date'],
		['a time that the clocks skipped', '2026-03-08 02:30', newYork, 'skipped'],
		['a year alone', 2026, {}, 'only a year'],
		['any date in a zone that does not exist', '7/2/2021', { timeZone: 'Mars/Olympus' }, 'time zone'],
	])('%s is refused before it is sent', async (_, settledDate, options, reason) => {
		const message = await kard.submitOne(sheetPurchase({ settledDate }), options);

		expect(message).toMatch(/^Row 1, Settled Date: /);
		expect(message).toContain(reason);
		expect(message).not.toContain('missing');
	});

	it('one order holds for the whole sheet: 03/04/2026 is never guessed by the rows around it', async () => {
		await kard.submit(
			['25/12/2025', '03/04/2026'].map((settledDate) => sheetPurchase({ settledDate })),
			{ dateOrder: 'DMY' },
		);
		await kard.submit([sheetPurchase({ settledDate: '03/04/2026' })], { dateOrder: 'MDY' });

		expect(storedDates()).toEqual(['2025-12-25T00:00:00Z', '2026-04-03T00:00:00Z', '2026-03-04T00:00:00Z']);
	});
});

describe('defaults', () => {
	it('fill empty cells and missing columns, and leave the others alone', async () => {
		const defaults = { currency: 'usd', direction: 'purchase', cardBIN: 411111 };
		const rows = [
			sheetPurchase({ currency: '', direction: undefined, cardBIN: null }),
			sheetPurchase({ currency: 'EUR', direction: 'CREDIT', cardBIN: '555555' }),
		];

		await kard.submit(rows, { defaults });

		expect(kard.sent[0]?.data.map(({ attributes: a }) => [a.currency, a.direction, a.cardBIN])).toEqual([
			['USD', 'DEBIT', '411111'],
			['EUR', 'CREDIT', '555555'],
		]);
	});

	it.each<[string, SheetRow, RegExp]>([
		['that cannot be read are refused like cells', { currency: 'dollars' }, /^Row 1, Currency: expected/],
		[
			'are their own, not inherited',
			Object.setPrototypeOf({}, { currency: 'USD' }) as SheetRow,
			/^Row 1, Currency: is required and empty\. .*, or set one value for all rows\.$/,
		],
	])('%s', async (_, defaults, expected) => {
		expect(await kard.submitOne(sheetPurchase({ currency: '' }), { defaults })).toMatch(expected);
	});
});

/** Values with one digit of them written as a sign that is no decimal digit, by the kind of row and the field. */
const NO_DIGITS: [of: string, key: string, title: string, cells: string[]][] = [
	['transaction', 'currency', 'Currency', ['84⓪', '84²']],
	['transaction', 'mcc', 'Merchant Category Code', ['581①', '581²']],
	['transaction', 'amount', 'Amount', ['19①9', '19²', '❷0']],
	['transaction', 'authorizationDate', 'Authorization Date', ['2026-03-0④', '⑦/2/2026', '4437⁹']],
	['transaction', 'cardBIN', 'Card BIN', ['①41111', '111²11', '41111①']],
	['transaction', 'cardLastFour', 'Card Last Four', ['①234', '12²4']],
	['transaction', 'merchantAddrZipcode', 'Merchant ZIP Code', ['3030①', '3030²']],
	['coreTransaction', 'cardLastFours', 'Card Last Fours', ['①234', '4242, 12²4']],
	['user', 'hashedEmail', 'Hashed Email', [`${'a'.repeat(63)}²`]],
	['user', 'phoneNumber', 'Phone Number', ['555①234567', '+1555²550123']],
	['user', 'zipCode', 'ZIP Code', ['3030①', '3030²']],
	['user', 'birthYear', 'Birth Year', ['199①', '199²']],
	['user', 'historicalTransactionsSent', 'Historical Transactions Sent', ['①', '¹']],
];

it.each(NO_DIGITS)('of a %s, %s is refused with a digit that is none', async (of, key, title, cells) => {
	for (const cell of cells) {
		const options = { rowType: of, amounts: 'cents' } as const;
		const message =
			of === 'user'
				? messages(await kard.create([{ ...person(), [key]: cell }]))[0]
				: await kard.submitOne(sheetPurchase({ [key]: cell }), options);

		expect(message).toContain(`${title}: `);
	}
	expect(kard.sent).toEqual([]);
});
