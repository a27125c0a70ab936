import omit from 'lodash/omit';
import { anyText, connectedKit, textLike, thrownBy, type Kit } from './kit';
import { purchaseFields, purchases } from './rows';

describe('what writes line items to Kard', () => {
	let kit: Kit;
	beforeAll(async () => {
		kit = await connectedKit();
	});
	beforeEach(async () => {
		kit.sandbox.reset();
		await kit.run('creates', 'create_users', {
			users: [{ id: 'u1', enrolledRewards: 'CARDLINKED' }],
		});
	});
	afterAll(async () => {
		await kit.sandbox.close();
	});

	const submit = (inputs: object) => kit.run('creates', 'submit_transactions', { ...inputs });
	const line = (row: number, status: string, more: object = {}) => ({
		row,
		id: anyText,
		status,
		error: '',
		outcomeUnknown: false,
		duplicateOfRow: null,
		...more,
	});

	it('says of each line what became of it, in their order', async () => {
		const bad = purchaseFields('t2', { amount: 'a lot' });
		const result = await submit({ transactions: [purchaseFields('t1'), bad, purchaseFields('t1')] });
		expect(result).toEqual({
			id: textLike(/^[0-9a-f]{16}$/),
			accepted: 2,
			failed: 1,
			results: [
				line(1, 'submitted'),
				line(2, 'failed', { id: '', error: textLike(/^Row 2, Amount: /) }),
				line(3, 'duplicate', { duplicateOfRow: 1 }),
			],
		});
	});

	it('reads what Kard says of a line', async () => {
		const stranger = purchaseFields('t2', { userId: 'nobody' });
		expect(await submit({ transactions: [purchaseFields('t1'), stranger] })).toMatchObject({
			accepted: 1,
			results: [{ status: 'submitted' }, { row: 2, status: 'failed', error: textLike(/Row 2/) }],
		});
	});

	it('never calls a line accepted of which the answer does not tell', async () => {
		const body = { error: 'Down for maintenance' };
		kit.sandbox.faults.add({
			route: 'createTransactions',
			kind: 'override',
			status: 200,
			body,
			after: 1,
			times: Infinity,
		});
		const result = await submit({ transactions: purchases(501), onFailure: 'goOn' });
		expect(result).toMatchObject({ accepted: 500, failed: 1 });
		expect((result as { results: unknown[] }).results[500]).toMatchObject({
			status: 'failed',
			outcomeUnknown: true,
			error: textLike(
				/^Row 501: Kard's answers do not say whether it took this row\. Kard said: Down for maintenance\./,
			),
		});
	});

	it('fails the step where the person chose so, and says which lines were accepted', async () => {
		const transactions = purchases(7).map((row, index) => (index % 3 === 1 ? { ...row, amount: 'x' } : row));
		const error = await thrownBy(submit({ transactions, onFailure: 'fail' }));
		expect(error.name).toBe('AppError');
		expect(error.message).toMatch(
			/^2 of 7 rows were not accepted\. Accepted: rows 1, 3 to 4, 6 to 7\. Row 2, Amount: .* Row 5, Amount: /,
		);
		expect(kit.sandbox.state.transactions.size).toBe(5);
	});

	it('fails the step when no line is accepted', async () => {
		const transactions = purchases(7).map((row) => ({ ...row, amount: 'x' }));
		const { message } = await thrownBy(submit({ transactions }));
		expect(message).toMatch(/^7 of 7 rows were not accepted\. No row was accepted\. .* And 2 more\.$/);
	});

	it('takes one value for all lines, and the own value of a line before it', async () => {
		const row = omit(purchaseFields('t1'), 'currency', 'direction');
		const transactions = [row, { ...row, transactionId: 't2', direction: 'Credit' }];
		await submit({ transactions, defaultCurrency: 'usd', defaultDirection: 'DEBIT' });
		expect([...kit.sandbox.state.transactions.values()].map(({ attributes }) => attributes)).toMatchObject([
			{ currency: 'USD', direction: 'DEBIT' },
			{ currency: 'USD', direction: 'CREDIT' },
		]);
	});

	it('takes the fields of a single line where no line items were mapped', async () => {
		expect(await submit(purchaseFields('t1'))).toMatchObject({ accepted: 1, failed: 0 });
	});

	it('does nothing when there are no lines', async () => {
		const before = kit.sandbox.count();
		expect(await submit({})).toMatchObject({ accepted: 0, failed: 0, results: [] });
		expect(await submit({ transactions: [] })).toMatchObject({ results: [] });
		expect(kit.sandbox.count()).toBe(before);
	});

	it('keeps the places of lines, also of those that hold nothing', async () => {
		expect(await submit({ transactions: [{}, purchaseFields('t1'), null] })).toMatchObject({
			results: [
				{ row: 1, status: 'failed' },
				{ row: 2, status: 'submitted' },
				{ row: 3, status: 'failed' },
			],
		});
	});

	it('leaves out what is no field of a line', async () => {
		const transactions = [purchaseFields('t1', { _zap_internal: 1, note: 'x' })];
		expect(await submit({ transactions })).toMatchObject({ accepted: 1 });
	});

	it('sends many lines in full requests', async () => {
		expect(await submit({ transactions: purchases(1_201) })).toMatchObject({ accepted: 1_201, failed: 0 });
		expect(kit.sandbox.count('createTransactions')).toBe(3);
	});

	it('refuses more lines than fit into a step before anything is sent, and says what to do', async () => {
		const users = Array.from({ length: 1_701 }, (_, index) => ({ id: `u${index}` }));
		const before = kit.sandbox.count();
		const error = await thrownBy(kit.run('creates', 'create_users', { users }));
		expect(error.message).toBe(
			'1,701 line items are more than one step can send in the 28 seconds it has; at most 1,700 fit. ' +
				'Nothing was sent. Split the list, for example with Looping by Zapier, and send at most 1,700 in each step.',
		);
		expect(kit.sandbox.count()).toBe(before);
	});
});
