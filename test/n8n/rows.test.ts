import { generateHem, transactionOperations, userOperations, type BulkOperation } from '../../shared/host';
import { Kard } from '../../nodes/Kard/Kard.node.js';
import { textLike } from '../support/expected';
import { corePurchase, FULL_CARD, purchase, SHOPPER, upTo, type SheetRow } from '../support/purchase';
import { asResource, sheetLine } from '../support/resource';
import { kardInN8n, type Changes } from './support/kardInN8n';
import { mapperFields } from './support/mapperFields';

const kard = kardInN8n();
const { create, createOrUpdate } = userOperations;
const { submit } = transactionOperations;
const onError = 'continueErrorOutput';

/** A line of a sheet of purchases. */
const line = (number: number, cells: SheetRow = {}): SheetRow => ({
	Line: `line ${String(number)}`,
	...sheetLine(purchase({ id: `evt-${String(number)}` }), cells),
});
/** A line of a sheet of new users. */
const user = (number: number, cells: SheetRow = {}): SheetRow => ({
	Line: `line ${String(number)}`,
	'User ID': `user-${String(number)}`,
	...cells,
});
const lines = (count: number) => upTo(count).map((number) => line(number));
const saying = (pattern: RegExp) => expect.stringMatching(pattern) as unknown;

/** What Kard was sent of each row. */
async function sentBy(operation: BulkOperation, rows: readonly SheetRow[], changes: Changes = {}) {
	const { message, description } = await kard.run(operation, rows, changes);
	expect([message, description]).toEqual([undefined, undefined]);
	return kard.sentTo(operation === submit ? 'createTransactions' : 'createUsers').flat();
}

describe('columns that are mapped by themselves', () => {
	it('are recognized by everyday names, and the others stay where they are', async () => {
		const row = {
			...{ Customer: SHOPPER, 'Txn ID': 'txn-9', 'Transaction Status': 'Posted', Amount: '$1,234.50' },
			...{ CCY: 'usd', Memo: 'BLUE DOOR COFFEE', 'DR/CR': 'DR', BIN: 411111, 'Card Last 4': 42 },
			...{ Posted_Date: '3/6/2026', 'Card Number': FULL_CARD, Notes: 'of no interest to Kard' },
		};

		const [sent] = await sentBy(submit, [row], { parameters: { amounts: 'dollars' } });

		expect(sent?.attributes).toMatchObject({
			...{ userId: SHOPPER, transactionId: 'txn-9', status: 'SETTLED', amount: 123_450, currency: 'USD' },
			...{ description: 'BLUE DOOR COFFEE', direction: 'DEBIT', cardBIN: '411111', cardLastFour: '0042' },
		});
		expect(JSON.stringify(kard.requests())).not.toMatch(/4111111111111111|of no interest/);
	});

	it('may differ from row to row, and the one that is filled in counts', async () => {
		const rows = [user(1, { 'ZIP Code': '', Zip: '02134' }), { id: 'user-2', 'Birth Year': 1990 }];

		const sent = await sentBy(create, rows);

		expect(sent.map(({ attributes }) => attributes)).toEqual([
			{ enrolledRewards: ['CARDLINKED'], zipCode: '02134' },
			{ enrolledRewards: ['CARDLINKED'], birthYear: '1990' },
		]);
	});

	it.each(['__proto__', 'constructor', 'toString'])('of the name "%s" pollute nothing', async (name) => {
		const row = JSON.parse(`{"User ID":"user-1","${name}":{"polluted":"yes"}}`) as SheetRow;

		const [sent] = await sentBy(create, [row]);

		expect(sent?.attributes).toEqual({ enrolledRewards: ['CARDLINKED'] });
		expect(Object.getOwnPropertyDescriptor(Object.prototype, 'polluted')).toBeUndefined();
	});
});

describe('items as Kard documents its rows', () => {
	it('go out whole, with what we do not know in them', async () => {
		const { type, id, attributes } = asResource({ ...purchase(), newField: { kind: 'new' } });

		expect(await sentBy(submit, [{ type, id, attributes }])).toMatchObject([{ type, id, attributes }]);
	});

	it.each([
		['without a type', { attributes: { type: 'Payment' } }],
		['with fields beside them', { type: 'transaction', attributes: { url: '/Payment/1' } }],
	])('are none %s: they are sheets like any other', async (_, more) => {
		const { json } = await kard.run(submit, [{ ...line(1), ...more }]);

		expect(json).toEqual([{ id: 'evt-1', status: 'submitted' }]);
	});
});

describe('columns that are mapped by hand', () => {
	const mapped = (value: SheetRow, schema: readonly object[] = []) => ({
		columns: { mappingMode: 'defineBelow', value, matchingColumns: [], schema },
	});

	it('are read as a person wrote them, and not as n8n would guess', async () => {
		const form = { resource: 'transaction', operation: 'submit', transactionType: 'transaction' };
		const schema = (await mapperFields(form)).map((field) => ({ ...field, removed: false }));
		const value = {
			...{ userId: '={{ $json.Who }}', transactionId: '={{ $json.No }}', amount: '={{ $json.Paid }}' },
			...{
				description: '={{ $json.Shop }}',
				settledDate: '={{ $json.Day }}',
				direction: '={{ $json.Kind }}',
			},
			...{
				cardLastFour: '={{ $json.Card.slice(-4) }}',
				cardBIN: '411111',
				status: 'SETTLED',
				currency: 'USD',
			},
			merchantName: null,
		};
		const row = {
			...{ Who: SHOPPER, No: 5_001, Paid: '$1,234.50', Shop: 'BLUE DOOR COFFEE', Kind: 'purchase' },
			...{ Card: '**** 4242', Day: '04/03/2026 18:00' },
		};

		const [sent] = await sentBy(submit, [row], {
			parameters: { ...mapped(value, schema), amounts: 'dollars', options: { dateOrder: 'DMY' } },
			timezone: 'America/New_York',
		});

		expect(sent?.attributes).toMatchObject({
			...{ transactionId: '5001', amount: 123_450, direction: 'DEBIT', cardLastFour: '4242' },
			settledDate: '2026-03-04T18:00:00-05:00',
		});
		expect(sent?.attributes).not.toHaveProperty('merchant');
	});

	it('are those of Kard alone, and an empty one has its default value', async () => {
		const value = { id: '={{ $json.Customer }}', enrolledRewards: null, shoeSize: '46', email: '' };

		const [sent] = await sentBy(create, [{ Customer: 'user-1', Zip: '02134' }], {
			parameters: mapped(value),
		});

		expect(sent).toMatchObject({ id: 'user-1', attributes: { enrolledRewards: ['CARDLINKED'] } });
		expect(sent?.attributes).not.toHaveProperty('zipCode');
	});

	it('fail the row in which one cannot be evaluated; the others are written', async () => {
		const rows = upTo(3).map((number) => ({
			Customer: `user-${String(number)}`,
			First: number === 2 ? '' : 'Ann',
		}));
		const zipCode = "={{ $json.First ? '30301' : $('No such node').item.json.zip }}";

		const { json, failed } = await kard.run(create, rows, {
			parameters: mapped({ id: '={{ $json.Customer }}', zipCode }),
			onError,
		});

		expect(json.map(({ id }) => id)).toEqual(['user-1', 'user-3']);
		expect(failed).toMatchObject([
			{
				Customer: 'user-2',
				error: { row: 2, message: saying(/^Row 2: the columns could not be mapped\. /) },
			},
		]);
	});

	it('that are no mapping at all fail every row', async () => {
		const { failed } = await kard.run(create, [user(1)], { parameters: { columns: 'all' }, onError });

		expect(failed).toMatchObject([
			{
				error: {
					message:
						'Row 1: the columns could not be mapped. A parameter has a value of the wrong kind. Check the parameters of the node.',
				},
			},
		]);
	});
});

describe('the settings', () => {
	it('default values stand in where a column is missing or a cell is empty', async () => {
		const rows = [
			line(1, { Currency: undefined, Direction: '', 'Card BIN': null }),
			line(2, { Currency: 'CAD', Direction: 'credit', 'Card BIN': '555555' }),
		];
		const defaults = { currency: 'USD', direction: 'DEBIT', cardBIN: '411111' };

		const sent = await sentBy(submit, rows, { parameters: { defaults } });

		expect(
			sent.map(({ attributes: { currency, direction, cardBIN } }) => [currency, direction, cardBIN]),
		).toEqual([
			['USD', 'DEBIT', '411111'],
			['CAD', 'CREDIT', '555555'],
		]);
	});

	it.each([
		['cents', '1999', 1999],
		['dollars', '1,234.50', 123_450],
	])('in %s: %p is %d cents', async (amounts, Amount, cents) => {
		const [sent] = await sentBy(submit, [line(1, { Amount })], { parameters: { amounts } });

		expect(sent?.attributes).toMatchObject({ amount: cents });
	});

	it.each([
		['Amount', 'dollars', '12.345'],
		['Settled Date', 'cents', '31/02/2026'],
	])('%s: with amounts in %s, %p is refused with the row and the field', async (title, amounts, cell) => {
		const { message, description } = await kard.run(submit, [line(1, { [title]: cell })], {
			parameters: { amounts },
		});

		expect(message).toBe('Of 1 rows 0 were accepted and 1 were not.');
		expect(description).toMatch(new RegExp(`^Row 1, ${title}: `));
		expect(kard.requests()).toEqual([]);
	});

	it.each([
		['America/New_York', 'MDY', '2026-03-04T18:00:00-05:00'],
		['Asia/Tokyo', 'DMY', '2026-04-03T18:00:00+09:00'],
	])(
		'dates without a zone are in the time zone of the workflow: %s, %s',
		async (timezone, dateOrder, settledDate) => {
			const [sent] = await sentBy(submit, [line(1, { 'Settled Date': '03/04/2026 18:00' })], {
				parameters: { options: { dateOrder } },
				timezone,
			});

			expect(sent?.attributes).toMatchObject({ settledDate });
		},
	);

	it.each([
		[{}, { hashedEmail: generateHem('jane.doe@example.com') }],
		[{ email: 'address' }, { email: 'Jane.Doe@example.com' }],
	])('with the options %j an email goes out as it should', async (options, expected) => {
		const [sent] = await sentBy(create, [user(1, { Email: 'Jane.Doe@example.com ' })], {
			parameters: { options },
		});

		expect(sent?.attributes).toEqual({ enrolledRewards: ['CARDLINKED'], ...expected });
	});

	it.each([
		[{}, [7]],
		[{ batchSize: '={{ $json.Size }}' }, [3, 3, 1]],
	])(
		'with the options %j the requests hold %j rows: an expression is that of the first row',
		async (options, sizes) => {
			const rows = lines(7).map((row, index) => ({ ...row, Size: 3 + index }));

			await kard.run(submit, rows, { parameters: { options } });

			expect(kard.sentTo('createTransactions').map(({ length }) => length)).toEqual(sizes);
		},
	);

	it('a row that Kard has already is a duplicate, or a failure if that is wanted', async () => {
		await kard.run(submit, lines(1));

		const reported = await kard.run(submit, [line(1), line(2), line(2)]);
		const { json, failed } = await kard.run(submit, lines(1), {
			parameters: { options: { duplicates: 'fail' } },
			onError,
		});

		expect(reported.json).toEqual([
			{ id: 'evt-1', status: 'duplicate' },
			{ id: 'evt-2', status: 'submitted' },
			{ id: 'evt-2', status: 'duplicate', duplicateOfRow: 2 },
		]);
		expect(json).toEqual([]);
		expect(failed).toMatchObject([{ Line: 'line 1', error: { row: 1, id: 'evt-1', statusCode: 409 } }]);
	});

	it('with a bad row among them nothing is sent, if that is wanted, and each item says why', async () => {
		const options = { ifRowIsBad: 'sendNothing', batchSize: 1 };

		const { json, failed } = await kard.run(submit, [line(1), { ...line(2), Amount: 'free' }], {
			parameters: { options },
			onError,
		});

		expect([json, kard.requests('createTransactions')]).toEqual([[], []]);
		expect(failed).toMatchObject([
			{
				Line: 'line 1',
				error: { message: textLike(/^Row 1: not sent\. Nothing was to be sent unless .* Row 2, Amount: /) },
			},
			{ Line: 'line 2', error: { message: textLike(/^Row 2, Amount: /) } },
		]);
	});

	it.each([
		[{ concurrency: 50 }, 'Requests at Once: at most 20 is possible. Enter a smaller number.'],
		[{ batchSize: 'many' }, 'Batch Size: has a value that it cannot have. Choose or enter another one.'],
	])('%j is refused in words, without a request', async (options, says) => {
		const { message } = await kard.run(submit, lines(1), { parameters: { options } });

		expect(message).toBe(says);
		expect(kard.requests()).toEqual([]);
	});
});

describe('the types of transactions', () => {
	it('that Kard takes today, and no others, are offered', () => {
		const [type] = new Kard().description.properties.filter(({ name }) => name === 'transactionType');

		expect(type).toMatchObject({ options: [{ value: 'transaction' }, { value: 'coreTransaction' }] });
	});

	it.each([
		['coreTransaction', sheetLine(corePurchase({ id: 'evt-1' }), { 'Card Last Fours': '4242, 1881' }), {}],
		[
			'matchedTransaction',
			line(1, { 'Payment Type': 'cash', 'Card BIN': '', 'Card Last Four': '', Currency: '', Status: '' }),
			{ paymentType: 'CASH' },
		],
	])(
		'%s is sent under its own name, also from a workflow that was saved with it',
		async (type, row, more) => {
			const cells = { ...row, 'Authorization Date': '2026-03-04T10:15:00-05:00' };

			const [sent] = await sentBy(submit, [cells], { parameters: { transactionType: type } });

			expect(sent).toMatchObject({ type, id: 'evt-1', attributes: more });
		},
	);
});

describe('what became of each row', () => {
	it('is an item each: created, updated, and noted where the answer could not be read', async () => {
		await kard.enrol('user-2');
		kard.fault('updateUser', { kind: 'html', status: 200, processed: true, times: Infinity });

		const { json } = await kard.run(createOrUpdate, [user(1), user(2, { Zip: '10001' })]);

		expect(json).toEqual([
			{ id: 'user-1', status: 'created' },
			{ id: 'user-2', status: 'updated', notes: [saying(/answer to the update could not be read/)] },
		]);
		expect(kard.sandbox.state.users.get('user-2')?.attributes.zipCode).toBe('10001');
	});

	it('names the row, the field and Kard’s reason, in the order of the sheet', async () => {
		const rows = [
			line(1),
			line(2, { 'User ID': 'user-nobody' }),
			line(3, { 'Card Last Four': FULL_CARD }),
			line(1, { Amount: 5 }),
		];

		const { json, failed, lines: linked } = await kard.run(submit, rows, { onError });

		expect([json, linked]).toEqual([[{ id: 'evt-1', status: 'submitted' }], ['line 1']]);
		expect(failed.map(({ error }) => error)).toEqual([
			{ row: 2, id: 'evt-2', statusCode: 404, message: saying(/^Row 2, .*There is no user user-nobody\./) },
			{ row: 3, id: 'evt-3', fields: ['cardLastFour'], message: saying(/^Row 3, Card Last Four: /) },
			{ row: 4, id: 'evt-1', fields: ['id'], message: saying(/^Row 4.*row 1/) },
		]);
		expect(JSON.stringify(failed.map(({ error }) => error))).not.toMatch(/1111/);
	});

	it('is listed for five rows where the run is stopped, and counted for the rest', async () => {
		const rows = upTo(7).map((number) => user(number, { Email: 'nope' }));

		const { message, description } = await kard.run(create, rows);

		expect(message).toBe('Of 7 rows 0 were accepted and 7 were not.');
		expect(description?.split('\n')).toEqual([
			...upTo(5).map((row) => saying(new RegExp(`^Row ${String(row)}, Email: expected one email address`))),
			'And 2 more.',
		]);
	});

	it('of which the outcome is not known is said to be so', async () => {
		kard.fault('createTransactions', { kind: 'dropAfter', times: Infinity });
		const parameters = { options: { maxRetries: 0 } };

		const { failed } = await kard.run(submit, lines(1), { parameters, onError });

		expect(failed).toMatchObject([{ error: { outcomeUnknown: true, message: saying(/^Row 1: /) } }]);
	});
});
