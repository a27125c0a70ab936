import { complaints, fates, kardUnderTest } from './kardUnderTest';
import { core, matched, sheetRow, type SheetRow } from './rows';

const kard = kardUnderTest();

describe('the date that belongs to the status', () => {
	it.each([
		['APPROVED', 'authorizationDate', 'Authorization Date'],
		['SETTLED', 'settledDate', 'Settled Date'],
		['REVERSED', 'transactionDate', 'Transaction Date'],
		['RETURNED', 'transactionDate', 'Transaction Date'],
		['DECLINED', 'transactionDate', 'Transaction Date'],
	])('%s needs its %s, and no other', async (status, date, title) => {
		const dates = {
			authorizationDate: '2026-03-01',
			settledDate: '2026-03-02',
			transactionDate: '2026-03-03',
		};
		const without = sheetRow(1, { ...dates, status, [date]: '' });
		const withOnly = sheetRow(2, { settledDate: undefined, status, [date]: '2026-03-04' });

		const result = await kard.submit([without, withOnly]);

		expect(fates(result)).toEqual(['failed', 'submitted']);
		expect(complaints(result)[0]).toBe(`Row 1, ${title}: is missing: a row with status ${status} needs it.`);
	});

	it('a date that cannot be read is not called missing as well', async () => {
		const complaint = await kard.submitOne(sheetRow(1, { settledDate: 'soon' }));

		expect(complaint).not.toContain('missing');
	});
});

describe('types of transaction', () => {
	it('each row may name its own', async () => {
		const result = await kard.submit([sheetRow(1), matched(2), core(3)]);

		expect(fates(result)).toEqual(['submitted', 'submitted', 'submitted']);
		expect(kard.sent[0]?.data.map(({ type }) => type)).toEqual([
			'transaction',
			'matchedTransaction',
			'coreTransaction',
		]);
	});

	it('rows that do not take the type of the step', async () => {
		const rows = [
			{ ...core(1), type: undefined },
			{ ...core(2), type: '' },
			{ ...core(3), type: null },
		];

		await kard.submit(rows, { rowType: 'coreTransaction' });

		expect(kard.sent[0]?.data.map(({ type }) => type)).toEqual(Array(3).fill('coreTransaction'));
	});

	it.each(['refund', 'constructor', '__proto__'])(
		'the type %p is refused, naming those there are',
		async (type) => {
			const result = await kard.submit([{ ...sheetRow(1), type }]);

			expect(complaints(result)[0]).toBe('Row 1, type: expected one of transaction, coreTransaction.');
		},
	);

	it('a failed row says which it was, also when its id is a number', async () => {
		const result = await kard.submit([
			sheetRow(1, { id: 1001, amount: 'x' }),
			sheetRow(2, { id: ' evt-9 ', amount: 'x' }),
		]);

		expect(result.failed.map(({ id }) => id)).toEqual(['1001', 'evt-9']);
	});
});

describe('a card network', () => {
	it('that is new at Kard is sent as Kard writes it, but no junk of a sheet is sent for one', async () => {
		const cells = ['amex', 'AMERICAN_EXPRESS', 'NEW_NETWORK', 'some card', 'n/a'];

		const result = await kard.submit(cells.map((cardNetwork, at) => sheetRow(at + 1, { cardNetwork })));

		expect(kard.sent[0]?.data.map(({ attributes }) => attributes.cardNetwork)).toEqual([
			'AMERICANEXPRESS',
			'AMERICANEXPRESS',
			'NEW_NETWORK',
		]);
		expect(fates(result)).toEqual(['submitted', 'submitted', 'failed', 'failed', 'failed']);
		expect(complaints(result)[2]).toMatch(/^Row 3, Card Network: Kard refused it/);
		expect(complaints(result)[3]).toMatch(
			/^Row 4, Card Network: expected one of VISA.*"some card".*capital letters/,
		);
	});

	it.each([
		['Status', 'status', 'POSTPONED'],
		['Direction', 'direction', 'SIDEWAYS'],
		['Currency', 'currency', 'DOLLARS'],
	])('is no pattern for %s, whose values the rules of a row rest on', async (title, name, value) => {
		expect(await kard.submitOne(sheetRow(1, { [name]: value }))).toMatch(
			new RegExp(`^Row 1, ${title}: expected`),
		);
	});
});

describe('matched transactions', () => {
	const card = { cardBIN: '411111', cardNetwork: 'VISA', cardProductId: 'gold' };

	it.each<[string, SheetRow]>([
		['CARD with an offer and the last four', { matchedOfferId: 'offer-1', cardLastFour: '4242', ...card }],
		['CARD with no offer and no last four', {}],
		['CASH with an offer', { paymentType: 'CASH', matchedOfferId: 'offer-1' }],
		['UNKNOWN with nothing', { paymentType: 'UNKNOWN' }],
		[
			'UNKNOWN with an offer and an order',
			{ paymentType: 'UNKNOWN', matchedOfferId: 'offer-1', orderId: 'order-1' },
		],
		[
			'UNKNOWN with an offer and a card',
			{ paymentType: 'UNKNOWN', matchedOfferId: 'offer-1', cardLastFour: '4242' },
		],
	])('%s pass', async (_, cells) => {
		expect(fates(await kard.submit([matched(1, cells)]))).toEqual(['submitted']);
	});

	it.each<[string, SheetRow, string]>([
		['CARD with an offer but no last four', { matchedOfferId: 'offer-1' }, 'Card Last Four: is missing'],
		['CASH with a last four', { paymentType: 'CASH', cardLastFour: '4242' }, 'Card Last Four: must be empty'],
		['CASH with a BIN', { paymentType: 'CASH', cardBIN: '411111' }, 'Card BIN: must be empty'],
		['CASH with a network', { paymentType: 'CASH', cardNetwork: 'VISA' }, 'Card Network: must be empty'],
		[
			'CASH with a card product',
			{ paymentType: 'CASH', cardProductId: 'gold' },
			'Card Product ID: must be empty',
		],
		['UNKNOWN with a BIN', { paymentType: 'UNKNOWN', cardBIN: '411111' }, 'Card BIN: must be empty'],
		[
			'UNKNOWN with a location',
			{ paymentType: 'UNKNOWN', matchedLocationId: 'l' },
			'Matched Location ID: must be empty',
		],
		[
			'UNKNOWN with an offer alone',
			{ paymentType: 'UNKNOWN', matchedOfferId: 'o' },
			'Matched Offer ID: must be empty',
		],
		['no payment type', { paymentType: undefined }, 'Payment Type: is required and empty'],
		['no date', { authorizationDate: undefined }, 'Authorization Date: is required and empty'],
		['a field of another type', { settledDate: '2026-03-04' }, 'settledDate: there is no such field'],
	])('%s are refused', async (_, cells, complaint) => {
		expect(await kard.submitOne(matched(1, cells))).toContain(`Row 1, ${complaint}`);
	});

	it('without an event id, one is made from the date of authorization', async () => {
		const row = matched(1, { id: undefined });

		await kard.submit([
			row,
			{ ...row, authorizationDate: '2026-03-04T15:15:00Z' },
			{ ...row, authorizationDate: '2026-03-05' },
		]);

		expect(kard.sandbox.state.transactions.size).toBe(2);
	});
});

describe('core transactions', () => {
	it('are settled, and need both dates', async () => {
		const rows = [
			core(1),
			core(2, { status: 'posted' }),
			core(3, { status: 'APPROVED' }),
			core(4, { settledDate: '' }),
			core(5, { authorizationDate: null }),
		];

		const result = await kard.submit(rows);

		expect(fates(result)).toEqual(['submitted', 'submitted', 'failed', 'failed', 'failed']);
		expect(kard.sent[0]?.data.map(({ attributes }) => attributes.status)).toEqual(['SETTLED', 'SETTLED']);
		expect(complaints(result)[2]).toContain('Row 3, Status: ');
		expect(complaints(result)[3]).toContain('Row 4, Settled Date: is required');
		expect(complaints(result)[4]).toContain('Row 5, Authorization Date: is required');
	});

	it('know the cards that may have been used by their last four digits', async () => {
		expect(await kard.submitOne(core(1, { cardLastFours: '4242; 42 | 4242' }))).toMatchObject({
			cardLastFours: ['4242', '0042'],
		});
	});
});
