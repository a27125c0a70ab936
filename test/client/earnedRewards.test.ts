import {
	KardNotFoundError,
	KardPermissionError,
	KardValidationError,
	transactionOperations,
	type EarnedRewardQuery,
} from '../../shared';
import { fakeKard, rejection, type Reply } from './fakeKard';
import { kardUnderTest } from './kardUnderTest';
import { SHOPPER, transaction, upTo } from './rows';

const kard = fakeKard();
const requests = () => kard.received.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
const { sample } = transactionOperations.getEarnedRewards;
const PATH = 'GET /v2/issuers/org-1/users/user-1/earned-rewards';
const page = (ids: readonly string[], next?: string): Reply => ({
	body: { data: ids.map((id) => ({ ...sample, id })), links: { self: '/', next } },
});

describe('the list of earned rewards', () => {
	it('is asked for a hundred at a time, and read to its end', async () => {
		kard.answer(page(['r-3', 'r-2'], '/v2/x?page[size]=100?page[after]=c-1'), page(['r-1']));

		const found = await kard.client().transactions.earnedRewards('user-1').toArray();

		expect(found).toEqual(['r-3', 'r-2', 'r-1'].map((id) => ({ ...sample, id })));
		expect(requests()).toEqual([`${PATH}?page[size]=100`, `${PATH}?page[size]=100&page[after]=c-1`]);
	});

	it.each<[EarnedRewardQuery, string]>([
		[{ 'page[size]': 7 }, 'page[size]=7'],
		[{ 'filter[status]': 'APPROVED' }, 'page[size]=100&filter[status]=APPROVED'],
		[{ 'filter[paidInFullOnly]': true }, 'page[size]=100&filter[paidInFullOnly]=true'],
		[{ 'filter[paidInFullOnly]': false }, 'page[size]=100&filter[paidInFullOnly]=false'],
		[{ 'page[size]': 1_000 }, 'page[size]=1000'],
		[{ 'filter[range]': 'YTD' }, 'page[size]=100&filter[range]=YTD'],
		[{ 'filter[range]': '24M' }, 'page[size]=100&filter[range]=24M'],
		[{ include: ['merchant', 'offer'] }, 'page[size]=100&include=merchant,offer'],
	])('is narrowed by %j', async (query, expected) => {
		kard.answer(page([]));

		await kard.client().transactions.earnedRewards('user-1', query).toArray();

		expect(requests()).toEqual([`${PATH}?${expected}`]);
	});

	it('is narrowed by what Kard has added to its lists since', async () => {
		kard.answer(page([]));
		const query: EarnedRewardQuery = { 'filter[status]': 'REVERSED', include: ['merchant', 'user'] };

		await kard.client().transactions.earnedRewards('user-1', query).toArray();

		expect(requests()).toEqual([`${PATH}?page[size]=100&filter[status]=REVERSED&include=merchant,user`]);
	});

	it('understands what a person writes', async () => {
		kard.answer(page([]));
		const query = {
			'filter[status]': 'settled',
			range: 'last 3 months',
			'filter[paidInFullOnly]': 'yes',
			include: 'Merchant, offer',
		};

		await kard
			.client()
			.list(transactionOperations.getEarnedRewards, { ids: { userId: 'user-1' }, query: query })
			.toArray();

		expect(requests()).toEqual([
			`${PATH}?page[size]=100&filter[status]=SETTLED&filter[paidInFullOnly]=true&filter[range]=3M&include=merchant,offer`,
		]);
	});

	it.each([
		[{ 'filter[paidInFullOnly]': 'perhaps' }, /Paid in Full Only/],
		[{ 'page[size]': 0 }, /Page Size/],
		[{ since: '2026-03-01' }, /there is no such field/],
	])('is not asked for with %j', async (query, message) => {
		const list = kard
			.client()
			.list(transactionOperations.getEarnedRewards, { ids: { userId: 'user-1' }, query: query });
		const error = await rejection(list.toArray());

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', expect.stringMatching(message));
		expect(kard.received).toEqual([]);
	});

	it('is of one user, whose id is encoded; without one nothing is asked', async () => {
		kard.answer(page([]));
		const { transactions: api } = kard.client();

		await api.earnedRewards('a/b ?').toArray();
		await expect(api.earnedRewards('').toArray()).rejects.toBeInstanceOf(KardValidationError);

		expect(kard.received.map(({ path }) => path)).toEqual([
			'/v2/issuers/org-1/users/a%2Fb%20%3F/earned-rewards?page%5Bsize%5D=100',
		]);
	});

	it('may say less of a reward than it could, and more', async () => {
		const sparse = {
			type: 'novelty',
			id: 'r-1',
			attributes: { status: 'ODD', a: 1 },
			relationships: { b: {} },
		};
		kard.answer({ body: { data: [sparse] } });

		await expect(kard.client().transactions.earnedRewards('user-1').toArray()).resolves.toEqual([sparse]);
	});
});

describe('with the sandbox', () => {
	const real = kardUnderTest();
	/** Kard lists the last 12 months, by the sandbox's clock, which is the computer's here. */
	const yesterday = new Date(Date.now() - 86_400_000).toISOString();
	const rewards = (query?: EarnedRewardQuery) => real.client().transactions.earnedRewards(SHOPPER, query);

	it('the rewards of what was submitted are listed, through several pages', async () => {
		await real.submit(upTo(5).map((number) => transaction(number, { settledDate: yesterday })));

		const found = await rewards({ 'page[size]': 2 }).toArray();

		expect(found.map(({ attributes }) => attributes.transactionId).toSorted()).toEqual(
			upTo(5).map((number) => `txn-${number}`),
		);
		expect(found[0]).toMatchObject({
			type: 'rewardedTransaction',
			attributes: { status: 'SETTLED', paidToIssuer: 'UNPAID' },
			relationships: { user: { data: { id: SHOPPER } } },
		});
	});

	it('what is approved and not settled is listed where that is asked for', async () => {
		const approved = { status: 'APPROVED', authorizationDate: yesterday } as const;
		await real.submit([transaction(1, approved), transaction(2, { settledDate: yesterday })]);

		const found = await rewards({ 'filter[status]': 'APPROVED' }).toArray();

		expect(found.map(({ attributes }) => attributes.transactionId)).toEqual(['txn-1']);
	});

	it('related resources come beside the rewards', async () => {
		await real.submit([transaction(1, { settledDate: yesterday })]);
		const included: unknown[] = [];

		for await (const one of rewards({ include: ['merchant', 'offer'] }).pages())
			included.push(...one.included);

		expect(included).toMatchObject([{ type: 'merchant' }, { type: 'offer' }]);
	});

	it('of a user whom Kard does not know there are none: that is an error', async () => {
		const { transactions: api } = real.client();

		await expect(api.earnedRewards('nobody').toArray()).rejects.toBeInstanceOf(KardNotFoundError);
	});

	it('a missing permission is named', async () => {
		real.fault('listEarnedRewards', { kind: 'status', status: 403 });

		const error = await rejection(rewards().toArray());

		expect(error).toBeInstanceOf(KardPermissionError);
		expect(error).toHaveProperty('message', expect.stringContaining('transaction:read'));
	});
});
