import { anyText, at, type Fixture, purchase, range, startFixture, user, without } from './support';

describe('transactions', () => {
	let fixture: Fixture;

	beforeAll(async () => {
		fixture = await startFixture();
	});
	beforeEach(async () => {
		fixture.sandbox.reset();
		fixture.sandbox.setReadings({ matchedTransaction: 'taken' });
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1')] });
	});
	afterAll(() => fixture.sandbox.close());

	const submit = (...data: unknown[]) => fixture.call('POST', `${fixture.org}/transactions`, { data });
	const matched = (id: string, attributes: object = {}) =>
		without(
			purchase(id, { authorizationDate: '2026-03-04T10:15:00-05:00', ...attributes }, 'matchedTransaction'),
			'status',
			'currency',
			'settledDate',
		);
	const core = (id: string, attributes: object = {}) =>
		without(
			purchase(id, { authorizationDate: '2026-03-04T10:15:00Z', ...attributes }, 'coreTransaction'),
			'cardBIN',
			'cardLastFour',
			'paymentType',
		);

	test('of every type are queued', async () => {
		const rows = [
			purchase('e1'),
			matched('e2', { matchedOfferId: 'x' }),
			core('e3', { cardLastFours: ['4242', '1881'] }),
		];
		const answer = await submit(...rows);
		expect(answer.status).toBe(202);
		expect(answer.json).toEqual({
			data: {
				type: anyText,
				id: anyText,
				attributes: { status: 'queued', message: anyText },
			},
		});
		expect([...fixture.sandbox.state.transactions.keys()]).toEqual(['e1', 'e2', 'e3']);
		expect(fixture.sandbox.state.transactions.get('e1')).toMatchObject({
			type: 'transaction',
			userId: 'u1',
			transactionId: 'purchase-e1',
			attributes: { amount: 1_000 },
		});
	});

	test('come 1 to 500 at a time', async () => {
		expect((await submit()).status).toBe(400);
		const many = await submit(...range(501).map((index) => purchase(`e${index}`)));
		expect([many.status, many.errors.length]).toEqual([400, 1]);
		expect(fixture.sandbox.state.transactions.size).toBe(0);
		expect((await submit(...range(500).map((index) => purchase(`e${index}`)))).status).toBe(202);
		expect(fixture.sandbox.state.transactions.size).toBe(500);
	});

	test('may carry attributes that nobody knows, at any depth', async () => {
		const merchant = { name: 'Blue Door Coffee', rating: 5 };
		const processorMids = { processor: 'VISA', mids: { vmid: '1', vsid: '2', other: '3' }, other: 1 };
		const answer = await submit(purchase('e1', { merchant, processorMids, mood: 'good' }));
		expect(answer.status).toBe(202);
		const stored = fixture.sandbox.state.transactions.get('e1')?.attributes;
		expect(stored).toMatchObject({ merchant: { name: 'Blue Door Coffee' } });
		expect(at(stored, 'mood')).toBeUndefined();
	});

	test('that are repeated answer 409: alone, all of them, or beside new ones in a 207', async () => {
		await submit(purchase('e1'), purchase('e2'));
		const alone = await submit(purchase('e1'));
		expect([alone.status, alone.errors.map(({ id }) => id)]).toEqual([409, ['e1']]);
		const all = await submit(purchase('e1'), purchase('e2'));
		expect([all.status, all.errors.map(({ id }) => id)]).toEqual([409, ['e1', 'e2']]);
		const mixed = await submit(purchase('e2'), purchase('e3'), purchase('e3'));
		expect(mixed.status).toBe(207);
		expect(mixed.errors.map(({ id, status, source }) => [id, status, source?.pointer])).toEqual([
			['e2', '409', '/data/0/id'],
			['e3', '409', '/data/2/id'],
		]);
		expect(at(mixed.json, 'data', 'attributes', 'status')).toBe('queued');
		expect(fixture.sandbox.state.transactions.size).toBe(3);
	});

	test('of unknown users are refused with 404 inside a 207, or with 400 when there is no other', async () => {
		const stranger = purchase('e1', { userId: 'stranger' });
		const mixed = await submit(stranger, purchase('e2'));
		expect(mixed.status).toBe(207);
		expect(mixed.errors).toEqual([
			expect.objectContaining({ status: '404', id: 'e1', source: { pointer: '/data/0/attributes/userId' } }),
		]);
		const alone = await submit(stranger);
		expect([alone.status, alone.errors[0]?.status]).toEqual([400, '404']);
	});

	test('answer 207 with a job when some were sent before and the others are bad', async () => {
		await submit(purchase('e1'));
		const answer = await submit(purchase('e1'), purchase('e2', { amount: 1.5 }));
		expect(answer.status).toBe(207);
		expect(answer.errors.map(({ status }) => status)).toEqual(['409', '400']);
		expect(at(answer.json, 'data', 'type')).toEqual(anyText);
	});

	test('keep none of their rows when the document is malformed', async () => {
		for (const bad of [{ ...purchase('e2'), type: 'purchase' }, { ...purchase('e2'), id: 5 }, null]) {
			expect((await submit(purchase('e1'), bad)).status).toBe(400);
		}
		expect(fixture.sandbox.state.transactions.size).toBe(0);
	});

	type Case = [unknown, string | undefined];
	const cases: Case[] = [
		[purchase('e', { cardBIN: '12345', accountId: 'a-1' }), undefined],
		[purchase('e', { cardBIN: '4111' }), 'cardBIN'],
		[purchase('e', { cardBIN: '41111111' }), 'cardBIN'],
		[purchase('e', { cardBIN: '4111111111111111' }), 'cardBIN'],
		[purchase('e', { cardLastFour: '42424' }), 'cardLastFour'],
		[purchase('e', { amount: '1000' }), 'amount'],
		[purchase('e', { accountId: null }), 'accountId'],
		[purchase('e', { currency: '840' }), 'currency'],
		[purchase('e', { mcc: '742' }), 'mcc'],
		[purchase('e', { cardNetwork: 'AMERICAN_EXPRESS' }), 'cardNetwork'],
		[purchase('e', { merchant: { id: '1' } }), 'merchant/name'],
		[purchase('e', { merchant: { name: 'x', addrState: 'XX' } }), 'merchant/addrState'],
		[purchase('e', { status: 'PENDING' }), 'status'],
		[purchase('e', { settledDate: '2026-03-06' }), 'settledDate'],
		[without(purchase('e'), 'paymentType'), 'paymentType'],
		[without(purchase('e'), 'settledDate'), 'settledDate'],
		[without(purchase('e', { status: 'APPROVED' }), 'settledDate'), 'authorizationDate'],
		[purchase('e', { status: 'REVERSED' }), 'transactionDate'],
		[purchase('e', { status: 'RETURNED' }), 'transactionDate'],
		[purchase('e', { status: 'DECLINED' }), 'transactionDate'],
		[purchase('e', { status: 'DECLINED', transactionDate: '2026-03-06T02:00:00Z' }), undefined],
		[matched('e'), undefined],
		[without(matched('e'), 'authorizationDate'), 'authorizationDate'],
		[without(matched('e', { matchedOfferId: 'o' }), 'cardLastFour'), 'cardLastFour'],
		[without(matched('e', { paymentType: 'CASH' }), 'cardLastFour'), 'cardBIN'],
		[without(matched('e', { paymentType: 'CASH' }), 'cardBIN'), 'cardLastFour'],
		[without(matched('e', { paymentType: 'CASH' }), 'cardBIN', 'cardLastFour'), undefined],
		[
			without(matched('e', { paymentType: 'UNKNOWN', matchedLocationId: 'l' }), 'cardBIN'),
			'matchedLocationId',
		],
		[
			without(matched('e', { paymentType: 'UNKNOWN', matchedOfferId: 'o' }), 'cardBIN', 'cardLastFour'),
			'matchedOfferId',
		],
		[core('e'), undefined],
		[core('e', { status: 'APPROVED' }), 'status'],
		[without(core('e'), 'status'), 'status'],
		[without(core('e'), 'settledDate'), 'settledDate'],
		[core('e', { cardLastFours: ['42'] }), 'cardLastFours/0'],
	];

	test.each(cases)('are held to the rules of their type: %j', async (row, field) => {
		const answer = await submit(row);
		expect(answer.status).toBe(field === undefined ? 202 : 400);
		const pointers = answer.errors.map(({ source }) => source?.pointer);
		expect(pointers).toEqual(field === undefined ? [] : [`/data/0/attributes/${field}`]);
	});

	test('are taken in by the ten thousand', async () => {
		const started = Date.now();
		for (const batch of range(20)) {
			const rows = range(500).map((index) => purchase(`e${batch * 500 + index}`));
			expect((await submit(...rows)).status).toBe(202);
		}
		expect(fixture.sandbox.state.transactions.size).toBe(10_000);
		expect(fixture.sandbox.state.earnedRewards).toHaveLength(10_000);
		expect(Date.now() - started).toBeLessThan(10_000);
	});
});
