import { Kard } from '../../nodes/Kard/Kard.node';
import { kardInN8n } from './support/kardInN8n';
import { coreLine, matchedLine, SHOPPER, transactionLine } from './support/rows';

const kard = kardInN8n();

beforeEach(async () => {
	await kard.enroll(SHOPPER);
});

describe('Transaction: Submit', () => {
	it('transactions, with all that Kard wants of them', async () => {
		const rows = [transactionLine(1, { 'Merchant Name': 'Blue Door Coffee', 'Merchant City': 'Atlanta' })];

		const { json } = await kard.run('submit-transactions', rows);

		expect(json).toEqual([{ id: 'evt-1', status: 'submitted' }]);
		expect(kard.sent('createTransactions')).toEqual([
			[
				{
					type: 'transaction',
					id: 'evt-1',
					attributes: {
						userId: SHOPPER,
						transactionId: 'txn-1',
						status: 'SETTLED',
						amount: 1_001,
						currency: 'USD',
						description: 'BLUE DOOR COFFEE ATLANTA GA',
						direction: 'DEBIT',
						cardBIN: '411111',
						cardLastFour: '4242',
						paymentType: 'CARD',
						settledDate: expect.stringMatching(/^2026-03-06T02:00:00/) as unknown,
						merchant: { name: 'Blue Door Coffee', addrCity: 'Atlanta' },
					},
				},
			],
		]);
	});

	it('items as Kard documents its rows, with what we do not know in them', async () => {
		const attributes = {
			...{ userId: SHOPPER, transactionId: 'txn-1', status: 'SETTLED', amount: 1_999, currency: 'USD' },
			...{ description: 'BLUE DOOR COFFEE', direction: 'DEBIT', cardBIN: '411111', cardLastFour: '4242' },
			...{ settledDate: '2026-03-06T02:00:00Z', newField: { kind: 'new' } },
		};

		await kard.run('submit-transactions', [{ type: 'transaction', id: 'evt-1', attributes }]);

		expect(kard.sent('createTransactions')).toMatchObject([
			[{ type: 'transaction', id: 'evt-1', attributes }],
		]);
	});

	it('rows of another service that have an object called attributes are sheets like any other', async () => {
		const attributes = { type: 'Payment', url: '/services/data/Payment/1' };

		const { json } = await kard.run('submit-transactions', [{ ...transactionLine(1), attributes }]);

		expect(json).toEqual([{ id: 'evt-1', status: 'submitted' }]);
	});

	it('the types that Kard takes today, and no others, are offered', () => {
		const [type] = new Kard().description.properties.filter(({ name }) => name === 'transactionType');

		expect(type?.options?.map((option) => 'value' in option && option.value)).toEqual([
			'transaction',
			'coreTransaction',
		]);
	});

	it('matched transactions, which are offered no more, from a workflow that was saved with them', async () => {
		const rows = [matchedLine(1, { 'Payment Type': 'cash', 'Order ID': 'order-7' })];

		const { json } = await kard.run('submit-matched-transactions', rows);

		expect(json).toEqual([{ id: 'evt-1', status: 'submitted' }]);
		expect(kard.sent('createTransactions')).toMatchObject([
			[{ type: 'matchedTransaction', attributes: { paymentType: 'CASH', orderId: 'order-7' } }],
		]);
	});

	it('transactions of a core system, under their own type', async () => {
		const rows = [coreLine(1, { 'Card Last Fours': '4242, 1881', Bank: 'Example Credit Union' })];

		const { json } = await kard.run('submit-core-transactions', rows);

		expect(json).toEqual([{ id: 'evt-1', status: 'submitted' }]);
		expect(kard.sent('createTransactions')).toMatchObject([
			[
				{
					type: 'coreTransaction',
					attributes: {
						status: 'SETTLED',
						cardLastFours: ['4242', '1881'],
						financialInstitutionName: 'Example Credit Union',
					},
				},
			],
		]);
	});

	it.each([
		[
			'submit-transactions',
			transactionLine(1, { 'Settled Date': null }),
			/^Row 1, Settled Date: is missing: a row with status SETTLED needs it\.$/,
		],
		[
			'submit-transactions',
			transactionLine(1, { Status: 'REVERSED' }),
			/^Row 1, Transaction Date: is missing/,
		],
		[
			'submit-matched-transactions',
			matchedLine(1, { 'Payment Type': 'CASH', 'Card Last Four': '4242' }),
			/^Row 1, Card Last Four: must be empty when the payment type is CASH/,
		],
		[
			'submit-matched-transactions',
			matchedLine(1, { 'Offer ID': 'offer-1' }),
			/^Row 1, Card Last Four: is missing/,
		],
		['submit-core-transactions', coreLine(1, { Status: 'APPROVED' }), /^Row 1, Status: /],
	])(
		'%s: a row that breaks a rule of its type is refused, naming field and remedy',
		async (workflow, row, says) => {
			const { description } = await kard.run(workflow, [row]);

			expect(description).toMatch(says);
			expect(kard.requests()).toEqual([]);
		},
	);

	it('an event keeps its id however its date is written, and a later status gets another one', async () => {
		const row = transactionLine(1, { 'Event ID': null });
		const ids = async (cells: object) => {
			const { json } = await kard.run('submit-transactions', [{ ...row, ...cells }], {
				timezone: 'America/New_York',
			});
			return json.map(({ id }) => id);
		};

		const first = await ids({ 'Settled Date': '2026-03-06T02:00:00Z' });
		const again = await ids({ 'Settled Date': '3/5/2026 21:00' });
		const returned = await ids({ Status: 'RETURNED', 'Transaction Date': '2026-03-09T14:30:00Z' });

		expect(again).toEqual(first);
		expect(returned).not.toEqual(first);
		expect(kard.sandbox.state.transactions.size).toBe(2);
	});
});
