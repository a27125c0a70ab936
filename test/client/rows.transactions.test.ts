import omit from 'lodash/omit';
import { transactionOperations } from '../../shared/host';
import { messages, outcomes } from '../support/expected';
import { startKard } from '../support/kard';
import { corePurchase, matchedPurchase, sheetPurchase, type SheetRow } from '../support/purchase';

const kard = startKard();
const typesSent = () => kard.sent.flatMap(({ data }) => data.map(({ type }) => type));

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
		const without = sheetPurchase({ ...dates, status, [date]: '' });
		const withOnly = sheetPurchase({ settledDate: undefined, status, [date]: '2026-03-04' });

		const result = await kard.submit([without, withOnly]);

		expect(outcomes(result)).toEqual(['failed', 'submitted']);
		expect(messages(result)[0]).toBe(`Row 1, ${title}: is missing: a row with status ${status} needs it.`);
	});
});

describe('types of transaction', () => {
	it('each row may name its own; rows that do not take the type of the step', async () => {
		await kard.submit([sheetPurchase({}), matchedPurchase(), corePurchase()]);
		const unnamed = [undefined, '', null].map((type) => ({ ...corePurchase(), type }));
		await kard.submit(unnamed, { rowType: 'coreTransaction' });

		expect(typesSent()).toEqual([
			...['transaction', 'matchedTransaction', 'coreTransaction'],
			...['coreTransaction', 'coreTransaction', 'coreTransaction'],
		]);
	});

	it.each<unknown>(['refund', 'constructor', '__proto__', 5, true, ['coreTransaction'], new Date(0)])(
		'the type %p is refused, naming those there are',
		async (type) => {
			const result = await kard.submit([{ ...sheetPurchase({}), type }]);

			expect(messages(result)[0]).toBe('Row 1, type: expected one of transaction, coreTransaction.');
		},
	);

	it('those that Kard has retired are still sent where a row or a saved workflow names them, and Kard decides', async () => {
		const untyped = omit(matchedPurchase(), 'type');

		await kard.submit([matchedPurchase()]);
		await kard.submit([untyped], { rowType: 'matchedTransaction' });

		expect(typesSent()).toEqual(['matchedTransaction', 'matchedTransaction']);
		expect(Object.keys(transactionOperations.submit.rows)).toContain('matchedTransaction');
	});

	it('a failed row says which it was, also when its id is a number', async () => {
		const rows = [1001, ' evt-9 '].map((id) => ({ ...sheetPurchase({ amount: 'x' }), id }));

		expect((await kard.submit(rows)).failed.map(({ id }) => id)).toEqual(['1001', 'evt-9']);
	});
});

describe('a card network', () => {
	it('that is new at Kard is sent as Kard writes it, but no junk of a sheet is sent for one', async () => {
		const cells = ['amex', 'AMERICAN_EXPRESS', 'NEW_NETWORK', 'some card', 'n/a'];

		const result = await kard.submit(cells.map((cardNetwork) => sheetPurchase({ cardNetwork })));

		expect(kard.sent[0]?.data.map(({ attributes }) => attributes.cardNetwork)).toEqual([
			...['AMERICANEXPRESS', 'AMERICANEXPRESS', 'NEW_NETWORK'],
		]);
		expect(messages(result)).toEqual({
			2: expect.stringMatching(/^Row 3, Card Network: Kard refused it/) as unknown,
			3: expect.stringMatching(/^Row 4, Card Network: expected one of VISA.*"some card".*capital/) as unknown,
			4: expect.stringMatching(/^Row 5, Card Network: expected one of VISA/) as unknown,
		});
	});

	it.each([
		['Status', 'status', 'POSTPONED'],
		['Direction', 'direction', 'SIDEWAYS'],
		['Currency', 'currency', 'DOLLARS'],
	])('is no pattern for %s, whose values the rules of a row rest on', async (title, name, value) => {
		expect(await kard.submitOne(sheetPurchase({ [name]: value }))).toMatch(`Row 1, ${title}: expected`);
	});
});

describe('matched transactions', () => {
	const offer = { matchedOfferId: 'offer-1' };
	const card = { cardBIN: '411111', cardNetwork: 'VISA', cardProductId: 'gold' };
	const cash = { paymentType: 'CASH' };
	const other = { paymentType: 'UNKNOWN' };

	it.each<[string, SheetRow]>([
		['CARD with an offer and the last four', { ...offer, ...card, cardLastFour: '4242' }],
		['CARD with no offer and no last four', {}],
		['CASH with an offer', { ...cash, ...offer }],
		['UNKNOWN with nothing', other],
		['UNKNOWN with an offer and an order', { ...other, ...offer, orderId: 'order-1' }],
		['UNKNOWN with an offer and a card', { ...other, ...offer, cardLastFour: '4242' }],
	])('%s pass', async (_, cells) => {
		expect(outcomes(await kard.submit([matchedPurchase(cells)]))).toEqual(['submitted']);
	});

	it.each<[string, SheetRow, string]>([
		['CARD with an offer but no last four', offer, 'Card Last Four: is missing'],
		['CASH with a last four', { ...cash, cardLastFour: '4242' }, 'Card Last Four: must be empty'],
		['CASH with a BIN', { ...cash, cardBIN: '411111' }, 'Card BIN: must be empty'],
		['CASH with a network', { ...cash, cardNetwork: 'VISA' }, 'Card Network: must be empty'],
		['CASH with a card product', { ...cash, cardProductId: 'gold' }, 'Card Product ID: must be empty'],
		['UNKNOWN with a BIN', { ...other, cardBIN: '411111' }, 'Card BIN: must be empty'],
		['UNKNOWN with a location', { ...other, matchedLocationId: 'l' }, 'Matched Location ID: must be empty'],
		['UNKNOWN with an offer alone', { ...other, ...offer }, 'Matched Offer ID: must be empty'],
		['no payment type', { paymentType: undefined }, 'Payment Type: is required and empty'],
		['no date', { authorizationDate: undefined }, 'Authorization Date: is required and empty'],
		['a field of another type', { settledDate: '2026-03-04' }, 'settledDate: there is no such field'],
	])('%s are refused', async (_, cells, message) => {
		expect(await kard.submitOne(matchedPurchase(cells))).toContain(`Row 1, ${message}`);
	});

	it('without an event id, one is made from the date of authorization', async () => {
		const row = { ...matchedPurchase(), id: undefined };
		const dates = ['2026-03-04T10:15:00-05:00', '2026-03-04T15:15:00Z', '2026-03-05'];

		await kard.submit(dates.map((authorizationDate) => ({ ...row, authorizationDate })));

		expect(kard.stored.transactions).toHaveLength(2);
	});
});

describe('core transactions', () => {
	it('are settled, and need both dates', async () => {
		const cells = [
			{},
			{ status: 'posted' },
			{ status: 'APPROVED' },
			{ settledDate: '' },
			{ authorizationDate: null },
		];

		const result = await kard.submit(cells.map((odd) => corePurchase(odd)));

		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'failed', 'failed', 'failed']);
		expect(kard.sent[0]?.data.map(({ attributes }) => attributes.status)).toEqual(['SETTLED', 'SETTLED']);
		expect(result.failed.map(({ field }) => field)).toEqual(['Status', 'Settled Date', 'Authorization Date']);
	});

	it('know the cards that may have been used by their last four digits', async () => {
		expect(await kard.submitOne(corePurchase({ cardLastFours: '4242; 42 | 4242' }))).toMatchObject({
			cardLastFours: ['4242', '0042'],
		});
	});
});
