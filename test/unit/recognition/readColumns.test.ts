import { columnsOf, dateFiller, readColumns, type Column } from '../../../shared/host';
import { transactionRows } from '../../../shared/catalogue/transactions/rows';
import { userRow } from '../../../shared/catalogue/users/fields';
import { settingsOf } from '../../../shared/rows/rowSettings';

const CARD = columnsOf(transactionRows.transaction);
const CORE = columnsOf(transactionRows.coreTransaction);
const [FIRST, SECOND, THIRD] = ['2026-03-04', '2026-03-06', '2026-03-09'];

function fieldsOf(columns: readonly Column[], rows: readonly object[], status?: string): unknown[] {
	return rows.map(readColumns(columns, rows, { defaults: status === undefined ? {} : { status } }).fieldsOf);
}

describe('one date is enough', () => {
	it('for whichever date the status of a row needs', () => {
		const rows = ['Posted', 'pending', 'refunded', 'oops'].map((Status) => ({ Date: FIRST, Status }));

		expect(fieldsOf(CARD, rows)).toEqual([
			{ status: 'Posted', settledDate: FIRST },
			{ status: 'pending', authorizationDate: FIRST },
			{ status: 'refunded', transactionDate: FIRST },
			{ status: 'oops', transactionDate: FIRST },
		]);
		expect(fieldsOf(CARD, [{ 'Posted date': FIRST }], 'APPROVED')).toEqual([{ authorizationDate: FIRST }]);
	});

	it('beside one with a name, where that does not fit', () => {
		const rows = [
			{ 'Txn date': FIRST, 'Posted date': SECOND, Status: 'posted' },
			{ 'Txn date': FIRST, 'Posted date': '', Status: 'pending' },
		];

		expect(fieldsOf(CARD, rows)).toEqual([
			{ status: 'posted', transactionDate: FIRST, settledDate: SECOND },
			{ status: 'pending', authorizationDate: FIRST },
		]);
	});

	it('and never takes the place of one with a name', () => {
		const rows = [
			{ Date: FIRST, 'Return date': THIRD, Status: 'returned' },
			{ Date: FIRST, 'Return date': '', Status: 'posted' },
		];
		const three = [{ 'Auth date': FIRST, 'Posted date': '', 'Return date': THIRD, Status: 'posted' }];

		expect(fieldsOf(CARD, rows)).toEqual([
			{ status: 'returned', authorizationDate: FIRST, transactionDate: THIRD },
			{ status: 'posted', settledDate: FIRST },
		]);
		expect(fieldsOf(CARD, [...three, { 'Posted date': SECOND }])[0]).not.toHaveProperty('settledDate');
	});

	it('for both dates of a core transaction', () => {
		const both = { authorizationDate: FIRST, settledDate: FIRST };

		expect(fieldsOf(CORE, [{ Date: FIRST }])).toEqual([both]);
		expect(fieldsOf(CORE, [{ 'Post Date': FIRST }])).toEqual([both]);
		expect(fieldsOf(CORE, [{ Date: FIRST, 'Post Date': SECOND }])).toEqual([
			{ ...both, settledDate: SECOND },
		]);
		expect(fieldsOf(CORE, [{ Date: SECOND, 'Auth Date': FIRST }])).toEqual([
			{ ...both, settledDate: SECOND },
		]);
	});

	it('in rows whose fields were mapped by hand, which stay as they are', () => {
		const row = { status: 'APPROVED', settledDate: FIRST };
		const fill = dateFiller(CARD, ['status', 'settledDate'], settingsOf({}));

		expect(fill(row)).toEqual({ status: 'APPROVED', authorizationDate: FIRST });
		expect(row).toEqual({ status: 'APPROVED', settledDate: FIRST });
		expect(fill({ status: 'APPROVED', settledDate: ' ' })).toEqual({ status: 'APPROVED', settledDate: ' ' });
	});

	it('where the sheet has it: without any, nothing is made up', () => {
		expect(fieldsOf(CARD, [{ Status: 'posted' }])).toEqual([{ status: 'posted' }]);
		expect(fieldsOf(columnsOf(userRow), [{ 'Created at': FIRST }])).toEqual([{}]);
	});

	it.each([
		['Created (UTC)', 'Updated', 'settledDate'],
		['Created', 'Auth date', undefined],
		['Created', 'Effective date', undefined],
	])('if it is called %s and the other one %s', (heading, other, field) => {
		const [fields] = fieldsOf(CARD, [{ [heading]: FIRST, [other]: SECOND }], 'SETTLED');
		expect(Object.entries(fields ?? {}).find(([, date]) => date === FIRST)?.[0]).toBe(field);
	});
});

describe('the heading of an amount', () => {
	it.each([
		['Amount (cents)', 'cents', undefined],
		['amount_cents', 'cents', undefined],
		['Amount in minor units', 'cents', undefined],
		['amount_usd', 'dollars', 'USD'],
		['Purchase amount (USD)', 'dollars', 'USD'],
		['Amount in dollars', 'dollars', 'USD'],
		['Amount ($)', 'dollars', 'USD'],
		['Amount (USD cents)', 'cents', 'USD'],
		['Amount EUR', undefined, 'EUR'],
		['Amount', undefined, undefined],
	])('%s says what it is in', (heading, unit, currency) => {
		const rows = [{ [heading]: '12' }];
		const { statedUnit, fieldsOf } = readColumns(CARD, rows);

		expect(statedUnit).toEqual(unit && { heading, unit });
		expect(rows.map(fieldsOf)).toEqual([{ amount: '12', ...(currency && { currency }) }]);
	});

	it('names the currency only for sheets that have no column of it', () => {
		const rows = [{ 'Amount (USD)': '12', Currency: 'CAD' }, { 'Amount (USD)': '13' }];

		expect(fieldsOf(CARD, rows)).toEqual([{ amount: '12', currency: 'CAD' }, { amount: '13' }]);
	});
});

describe('amounts in a column of debits and one of credits', () => {
	const sheet = (debits: readonly unknown[], credits: readonly unknown[]) =>
		debits.map((Debit, row) => ({ Debit, Credit: credits[row] }));

	it('have the direction of their column', () => {
		const rows = sheet(['4.50', '', '0.00', 3, ''], ['', '2.00', '$1.00', 0, '']);

		expect(readColumns(CARD, rows).columns.map(({ field }) => field)).toEqual(['amount', 'amount']);
		expect(fieldsOf(CARD, rows)).toEqual([
			{ amount: '4.50', direction: 'DEBIT' },
			{ amount: '2.00', direction: 'CREDIT' },
			{ amount: '$1.00', direction: 'CREDIT' },
			{ amount: 3, direction: 'DEBIT' },
			{},
		]);
	});

	it('are not guessed where a row has both, and not needed where the sheet has an amount', () => {
		const [both] = fieldsOf(CARD, sheet(['4.50', ''], ['2.00', '1.00']));
		const rows = [{ Amount: '9.00', 'Debit (USD)': '4.50', 'Credit (USD)': '' }];

		expect(both).toEqual({});
		expect(fieldsOf(CARD, rows)).toEqual([{ amount: '9.00' }]);
	});

	it('say their unit and their currency in their headings', () => {
		const read = readColumns(CARD, [{ 'Debit (USD)': '4.50', 'Credit (USD)': '' }]);

		expect(read.statedUnit).toEqual({ heading: 'Debit (USD)', unit: 'dollars' });
		expect(read.fieldsOf({ 'Debit (USD)': '4.50' })).toMatchObject({ currency: 'USD', amount: '4.50' });
	});
});

describe('the fields of a row', () => {
	it('come from the best column, and from one that means the same where its cell is empty', () => {
		const rows = [
			{ Merchant: '', 'Merch Name': 'Blue Door', Store: 'No. 7' },
			{ Merchant: 'Blue Door', 'Merch Name': 'Other' },
			{ Merchant: ' ', Store: 'No. 7' },
		];
		const people = [{ Phone: '', 'Cell #': '4045550142' }, { Phone: '4045550143' }];

		expect(fieldsOf(CARD, rows)).toEqual([
			{ merchantName: 'Blue Door' },
			{ merchantName: 'Other' },
			{ merchantName: 'No. 7' },
		]);
		expect(fieldsOf(columnsOf(userRow), people)).toEqual([
			{ phoneNumber: '4045550142' },
			{ phoneNumber: '4045550143' },
		]);
	});

	it('come from inside objects, and from rows that have only some of the columns', () => {
		const rows = [
			{ merchant_data: { city: 'Atlanta' } },
			{ merchant_data: null },
			{},
			{ merchant_data: 'x' },
		];

		expect(fieldsOf(CARD, rows)).toEqual([{ merchantAddrCity: 'Atlanta' }, {}, {}, {}]);
	});

	it('are never what every object inherits', () => {
		expect(fieldsOf(CARD, [{ valueOf: '12.00' }, { Notes: 'x' }])).toEqual([{ amount: '12.00' }, {}]);
	});
});
