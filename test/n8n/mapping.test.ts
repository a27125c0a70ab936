import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { generateHem } from '../../shared';
import { kardInN8n, type Changes } from './support/kardInN8n';
import { SHOPPER, transactionLine, userLine } from './support/rows';

const kard = kardInN8n();

beforeEach(async () => {
	await kard.enroll(SHOPPER);
});

/** What Kard was sent of each row. */
async function sentBy(workflow: string, rows: IDataObject[], changes: Changes = {}) {
	const { message, description } = await kard.run(workflow, rows, changes);
	expect([message, description]).toEqual([undefined, undefined]);
	const route = workflow.includes('transactions') ? 'createTransactions' : 'createUsers';
	return kard.sent(route).flat();
}

/** What Kard was sent of one transaction. */
async function sentOf(cells: IDataObject, parameters: INodeParameters = {}, more: Changes = {}) {
	const [sent] = await sentBy('submit-transactions', [transactionLine(1, cells)], { ...more, parameters });
	return sent?.attributes ?? {};
}

const hem = generateHem('jane.doe@example.com');

describe('automatic mapping', () => {
	it.each(['zipCode', 'ZIP Code', 'Zip', 'zip_code', 'ZIP', 'postal-code', 'Post Code'])(
		'takes the column "%s" for the ZIP code',
		async (name) => {
			const [sent] = await sentBy('create-users', [userLine(1, { [name]: '02134' })]);

			expect(sent?.attributes.zipCode).toBe('02134');
		},
	);

	it.each(['Email', 'E-mail', 'email address', 'Work Email', 'MAIL'])(
		'takes the column "%s" for the email',
		async (name) => {
			const [sent] = await sentBy('create-users', [userLine(1, { [name]: 'jane.doe@example.com' })]);

			expect(sent?.attributes.hashedEmail).toBe(hem);
		},
	);

	it.each(['id', 'ID', 'User ID', 'user_id', 'Customer ID', 'Contact ID', 'External Id'])(
		'takes the column "%s" for the ID of the user',
		async (name) => {
			const [sent] = await sentBy('create-users', [{ [name]: 'user-9' }]);

			expect(sent?.id).toBe('user-9');
		},
	);

	it('takes a sheet of transactions with everyday names and values', async () => {
		const row = {
			Customer: SHOPPER,
			'Txn ID': 'txn-9',
			'Transaction Status': 'Posted',
			Amount: '$1,234.50',
			CCY: 'usd',
			Memo: 'BLUE DOOR COFFEE ATLANTA GA',
			'DR/CR': 'DR',
			BIN: 411111,
			'Card Last 4': 42,
			Posted_Date: '3/6/2026',
			Store: 'Blue Door Coffee',
			'Merchant ZIP': 30301,
			'Card Brand': 'amex',
			Notes: 'of no interest to Kard',
		};

		const [sent] = await sentBy('submit-transactions', [row], { parameters: { amounts: 'dollars' } });

		expect(sent?.attributes).toMatchObject({
			userId: SHOPPER,
			transactionId: 'txn-9',
			status: 'SETTLED',
			amount: 123_450,
			currency: 'USD',
			description: 'BLUE DOOR COFFEE ATLANTA GA',
			direction: 'DEBIT',
			cardBIN: '411111',
			cardLastFour: '0042',
			merchant: { name: 'Blue Door Coffee' },
			cardNetwork: 'AMERICANEXPRESS',
		});
		expect(JSON.stringify(kard.requests())).not.toContain('of no interest');
	});

	it('takes the column that is filled in, where several mean the same', async () => {
		const rows = [
			userLine(1, { 'ZIP Code': '', Zip: '02134' }),
			userLine(2, { Zip: '10001', 'ZIP Code': '30301' }),
		];

		const sent = await sentBy('create-users', rows);

		expect(sent.map(({ attributes }) => attributes.zipCode)).toEqual(['02134', '30301']);
	});

	it('rows may differ in their columns', async () => {
		const rows = [userLine(1, { Zip: '02134' }), { id: 'user-2', 'Birth Year': 1990 }];

		const sent = await sentBy('create-users', rows);

		expect(sent.map(({ attributes }) => attributes)).toEqual([
			{ enrolledRewards: ['CARDLINKED'], zipCode: '02134' },
			{ enrolledRewards: ['CARDLINKED'], birthYear: '1990' },
		]);
	});
});

describe('mapping by hand', () => {
	it('fills in expressions and fixed values for each row', async () => {
		const rows = [
			{ Customer: 'user-1', First: 'Jane' },
			{ Customer: 'user-2', First: 'Tom' },
		];

		const sent = await sentBy('create-users-mapped', rows, {
			parameters: { options: { email: 'hashAndAddress' } },
		});

		expect(sent).toEqual(
			['jane', 'tom'].map((first, index) => ({
				type: 'user',
				id: `user-${String(index + 1)}`,
				attributes: {
					enrolledRewards: ['CARDLINKED'],
					email: `${first}@example.com`,
					hashedEmail: generateHem(`${first}@example.com`),
					zipCode: '30301',
				},
			})),
		);
	});

	it('reads values as a person wrote them, and not as n8n would guess', async () => {
		const row = {
			Who: SHOPPER,
			No: 5_001,
			Paid: '$1,234.50',
			Shop: 'BLUE DOOR COFFEE',
			Kind: 'purchase',
			Card: '**** 4242',
			Day: '04/03/2026 18:00',
		};

		const [sent] = await sentBy('submit-transactions-mapped', [row], {
			parameters: { options: { dateOrder: 'DMY' } },
			timezone: 'America/New_York',
		});

		expect(sent?.attributes).toMatchObject({
			transactionId: '5001',
			status: 'SETTLED',
			amount: 123_450,
			direction: 'DEBIT',
			cardLastFour: '4242',
			settledDate: '2026-03-04T18:00:00-05:00',
		});
		expect(sent?.attributes).not.toHaveProperty('merchant');
	});

	it('ignores columns of the sheet that are not mapped, and mapped fields that Kard does not have', async () => {
		const value = { id: '={{ $json.Customer }}', enrolledRewards: 'CARDLINKED', shoeSize: '46', email: '' };
		const columns = { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] };

		const [sent] = await sentBy('create-users', [{ Customer: 'user-1', Zip: '02134' }], {
			parameters: { columns },
		});

		expect(sent?.attributes).toEqual({ enrolledRewards: ['CARDLINKED'] });
	});
});

describe('default values', () => {
	it('stand in where a column is missing or a cell is empty', async () => {
		const rows = [
			transactionLine(1, { Currency: undefined, Direction: '', 'Card BIN': null }),
			transactionLine(2, { Currency: 'CAD', Direction: 'credit', 'Card BIN': '555555' }),
		];
		const defaults = { currency: 'USD', direction: 'DEBIT', cardBIN: '411111' };

		const sent = await sentBy('submit-transactions', rows, { parameters: { defaults } });

		expect(
			sent.map(({ attributes: { currency, direction, cardBIN } }) => [currency, direction, cardBIN]),
		).toEqual([
			['USD', 'DEBIT', '411111'],
			['CAD', 'CREDIT', '555555'],
		]);
	});

	it('also where columns are mapped by hand', async () => {
		const value = { id: '={{ $json.Customer }}', enrolledRewards: null };
		const columns = { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] };

		const [sent] = await sentBy('create-users', [{ Customer: 'user-1' }], { parameters: { columns } });

		expect(sent?.attributes).toEqual({ enrolledRewards: ['CARDLINKED'] });
	});

	it('a row can say that a user is to be enrolled in no program', async () => {
		const [sent] = await sentBy('create-users', [userLine(1, { Rewards: 'none' })]);

		expect(sent?.attributes).toEqual({ enrolledRewards: [] });
	});
});

describe('amounts', () => {
	it.each([
		['cents', 1999, 1999],
		['cents', '1999', 1999],
		['dollars', 19.99, 1999],
		['dollars', '19.9', 1990],
		['dollars', '1,234.50', 123_450],
		['dollars', '$5', 500],
	])('in %s: %p is %d cents', async (amounts, Amount, cents) => {
		expect(await sentOf({ Amount }, { amounts })).toMatchObject({ amount: cents });
	});

	it.each([
		['cents', '19.99'],
		['dollars', '12.345'],
		['dollars', '1e3'],
		['dollars', '٣'],
		['dollars', ''],
	])('in %s: %p is refused with the row and the field', async (amounts, Amount) => {
		const { message, description } = await kard.run('submit-transactions', [transactionLine(1, { Amount })], {
			parameters: { amounts },
		});

		expect(message).toBe('Of 1 rows 0 were accepted and 1 were not.');
		expect(description).toMatch(/^Row 1, Amount: /);
		expect(kard.requests()).toEqual([]);
	});
});

describe('dates', () => {
	it.each([
		['MDY', '2026-03-04T18:00:00-05:00'],
		['DMY', '2026-04-03T18:00:00-04:00'],
	])('in the order %s', async (dateOrder, settledDate) => {
		const cells = { 'Settled Date': '03/04/2026 18:00' };

		expect(await sentOf(cells, { options: { dateOrder } }, { timezone: 'America/New_York' })).toMatchObject({
			settledDate,
		});
	});

	it.each([
		['America/New_York', '2026-07-02T17:47:00-04:00'],
		['Asia/Tokyo', '2026-07-02T17:47:00+09:00'],
	])('without a zone are in the time zone of the workflow: %s', async (timezone, settledDate) => {
		expect(await sentOf({ 'Settled Date': '7/2/2026 17:47' }, {}, { timezone })).toMatchObject({
			settledDate,
		});
	});

	it('with a zone keep their moment', async () => {
		const sent = await sentOf(
			{ 'Settled Date': '2026-03-06T02:00:00+01:00' },
			{},
			{ timezone: 'Asia/Tokyo' },
		);

		expect(Date.parse(String(sent.settledDate))).toBe(Date.parse('2026-03-06T01:00:00Z'));
	});

	it('as the serial numbers of Excel', async () => {
		const { settledDate } = await sentOf({ 'Settled Date': 44_379.75 }, {}, { timezone: 'America/New_York' });

		expect(settledDate).toBe('2021-07-02T18:00:00-04:00');
	});

	it('that there are not are refused', async () => {
		const { description } = await kard.run('submit-transactions', [
			transactionLine(1, { 'Settled Date': '31/02/2026' }),
		]);

		expect(description).toMatch(/^Row 1, Settled Date: /);
	});
});

describe('the email of a user', () => {
	it.each([
		['hash', { hashedEmail: hem }],
		['hashAndAddress', { hashedEmail: hem, email: 'jane.doe@example.com' }],
		['address', { email: 'jane.doe@example.com' }],
	])('is sent as %s', async (email, expected) => {
		const rows = [userLine(1, { Email: 'jane.doe@example.com' })];

		const [sent] = await sentBy('create-users', rows, { parameters: { options: { email } } });

		expect(sent?.attributes).toEqual({ enrolledRewards: ['CARDLINKED'], ...expected });
	});

	it('is sent as a hash unless told otherwise', async () => {
		await sentBy('create-users', [userLine(1, { Email: 'Jane.Doe@example.com' })]);

		expect(JSON.stringify(kard.requests())).not.toMatch(/jane\.doe/i);
	});
});
