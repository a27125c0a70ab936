import { anyText, at, type Fixture, purchase, range, startFixture, textLike, user, without } from './support';

const DAY = 86_400_000;

describe('earned rewards', () => {
	const now = Date.parse('2026-03-10T12:00:00Z');
	let fixture: Fixture;

	beforeAll(async () => {
		fixture = await startFixture({ now: () => now });
	});
	beforeEach(async () => {
		fixture.sandbox.reset();
		const data = [user('u1'), user('u2'), user('u3', { enrolledRewards: [] })];
		await fixture.call('POST', `${fixture.org}/users`, { data });
	});
	afterAll(() => fixture.sandbox.close());

	const submit = async (...data: unknown[]) => {
		const answer = await fixture.call('POST', `${fixture.org}/transactions`, { data });
		expect(answer.status).toBe(202);
	};
	const rewards = (query = '', id = 'u1') =>
		fixture.call('GET', `${fixture.org}/users/${id}/earned-rewards${query}`);
	const approved = (id: string, attributes: object = {}) =>
		purchase(id, { status: 'APPROVED', authorizationDate: '2026-03-04T10:15:00-05:00', ...attributes });
	const offerNamed = (name: string) => {
		const offer = fixture.sandbox.state.offers.find((candidate) => candidate.name === name);
		if (offer === undefined) throw new Error(`There is no offer of ${name}.`);
		return offer;
	};
	const segments = (done: number) => range(4).map((index) => ({ completed: index < done ? 1 : 0, total: 1 }));
	const rewardsInCents = () => fixture.sandbox.state.earnedRewards.map(({ rewardInCents }) => rewardInCents);

	test('come of a settled purchase whose merchant or description names an offer', async () => {
		await submit(
			purchase('e1', { description: 'x', merchant: { name: '  BLUE  door Coffee #12 ' } }),
			purchase('e2', { description: 'pos lumen books 0042' }),
			purchase('e3', { description: 'Somewhere else' }),
		);
		const answer = await rewards();
		expect(answer.data).toHaveLength(2);
		const offer = offerNamed('Blue Door Coffee');
		expect(answer.data.find(({ attributes }) => attributes.transactionId === 'purchase-e1')).toEqual({
			type: 'rewardedTransaction',
			id: textLike(/^[0-9a-f]{24}$/),
			attributes: {
				status: 'SETTLED',
				transactionId: 'purchase-e1',
				transactionAmountInCents: 1_000,
				transactionTimestamp: '2026-03-06T02:00:00.000Z',
				paidToIssuer: 'UNPAID',
				commissionEarned: { user: { type: 'cents', value: 50 } },
			},
			relationships: {
				user: { data: { type: 'user', id: 'u1' } },
				merchant: { data: { type: 'merchant', id: offer.merchantId } },
				offer: { data: { type: 'offer', id: offer.id } },
			},
		});
		expect(at(answer.json, 'meta', 'lifetimeRewardsInCents')).toBe(90);
		expect(fixture.sandbox.state.transactions.get('e1')?.matchedOfferId).toBe(offer.id);
		expect(fixture.sandbox.state.transactions.get('e3')?.matchedOfferId).toBeUndefined();
	});

	test('are a percentage or a flat sum, within the amounts and the cap of the offer', async () => {
		const at = (description: string, amount: number, id = `${description}-${amount}`) =>
			purchase(id, { description, amount });
		await submit(at('Lumen Books', 999));
		expect(rewardsInCents()).toEqual([40]);
		fixture.sandbox.reset();
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1')] });
		await submit(
			at('Velvet Reel Cinema', 1_499),
			at('Velvet Reel Cinema', 1_500),
			at('Paper Kite Toys', 100_000),
			at('Nightowl Pantry', 10_000),
			at('Nightowl Pantry', 10_001),
		);
		expect(rewardsInCents()).toEqual([300, 2_000, 400]);
	});

	test('come of no offer that has not begun or is over', async () => {
		await submit(
			purchase('e1', { description: 'Tidepool Taqueria' }),
			purchase('e2', { description: 'Inkwell Alley Comics' }),
		);
		expect(rewardsInCents()).toEqual([]);
	});

	test('come of no refund, no decline, and nobody who is not enrolled', async () => {
		await submit(
			purchase('e1', { direction: 'CREDIT' }),
			purchase('e2', { status: 'DECLINED', transactionDate: '2026-03-06T02:00:00Z' }),
			purchase('e3', { userId: 'u3' }),
		);
		expect(rewardsInCents()).toEqual([]);
	});

	test('are pending when approved, until the purchase is settled', async () => {
		await submit(approved('e1', { transactionId: 'p1' }), approved('e2', { transactionId: 'p2' }));
		await submit(purchase('e3', { transactionId: 'p1' }));
		const pending = await rewards('?filter[status]=APPROVED');
		expect(pending.data.map(({ type, attributes }) => [type, attributes])).toEqual([
			[
				'approvedTransaction',
				{
					status: 'APPROVED',
					transactionId: 'p2',
					transactionAmountInCents: 1_000,
					transactionTimestamp: '2026-03-04T15:15:00.000Z',
				},
			],
		]);
		const settled = await rewards();
		expect(settled.data.map(({ attributes }) => attributes.transactionId)).toEqual(['p1']);
	});

	test('of a purchase that settles twice are two', async () => {
		await submit(
			purchase('e1', { transactionId: 'p1', amount: 400 }),
			purchase('e2', { transactionId: 'p1', amount: 600, settledDate: '2026-03-08T02:00:00Z' }),
		);
		expect((await rewards()).data).toHaveLength(2);
		expect(at((await rewards()).json, 'meta', 'lifetimeRewardsInCents')).toBe(50);
	});

	test.each(['REVERSED', 'RETURNED'])('are withdrawn when the purchase is %s', async (status) => {
		await submit(
			approved('e1', { transactionId: 'p1' }),
			purchase('e2', { transactionId: 'p1' }),
			purchase('e3'),
		);
		await submit(
			purchase('e4', {
				transactionId: 'p1',
				status,
				direction: 'CREDIT',
				transactionDate: '2026-03-09T02:00:00Z',
			}),
		);
		expect(fixture.sandbox.state.earnedRewards.map(({ eventId }) => eventId)).toEqual(['e3']);
		expect(fixture.sandbox.state.transactions.get('e4')?.matchedOfferId).toBe(
			offerNamed('Blue Door Coffee').id,
		);
	});

	test('of a matched transaction come of the offer it names', async () => {
		const matched = (id: string, matchedOfferId: string) =>
			without(
				purchase(id, { matchedOfferId, authorizationDate: '2026-03-04T10:15:00Z' }, 'matchedTransaction'),
				'status',
				'currency',
				'settledDate',
			);
		fixture.sandbox.setReadings({ matchedTransaction: 'taken' });
		await submit(matched('e1', offerNamed('Lumen Books').id), matched('e2', 'unknown'));
		expect(fixture.sandbox.state.earnedRewards).toMatchObject([
			{ eventId: 'e1', status: 'SETTLED', rewardInCents: 40 },
		]);
	});

	test('are paid some time after the settlement, and can be narrowed to those that are', async () => {
		const daysAgo = (days: number) => new Date(now - days * DAY).toISOString();
		await submit(
			purchase('new', { settledDate: daysAgo(5) }),
			purchase('old', { settledDate: daysAgo(40) }),
			purchase('ancient', { settledDate: daysAgo(400) }),
		);
		const all = await rewards();
		expect(all.data.map(({ attributes }) => [attributes.transactionId, attributes.paidToIssuer])).toEqual([
			['purchase-new', 'UNPAID'],
			['purchase-old', 'PAID_IN_FULL'],
		]);
		expect(all.data[1]?.attributes.payoutTimestamp).toBe('2026-02-01T00:00:00.000Z');
		expect(at(all.json, 'meta', 'lifetimeRewardsInCents')).toBe(100);
		const paid = await rewards('?filter[paidInFullOnly]=true');
		expect(paid.data).toHaveLength(1);
		expect(at(paid.json, 'meta', 'lifetimeRewardsInCents')).toBe(50);
	});

	test.each([
		['', 365],
		['?filter[range]=12M', 365],
		['?filter[range]=6M', 181],
		['?filter[range]=3M', 90],
		['?filter[range]=YTD', 68],
	])('of the window of %j are listed and summed up, and no others', async (query, daysBack) => {
		const daysAgo = (days: number) => new Date(now - days * DAY).toISOString();
		const days = [0, 10, 20, 30, 60, 67, 71, 80, 88, 92, 170, 180, 186, 330, 364, 366];
		await submit(...days.map((day) => purchase(`d${day}`, { settledDate: daysAgo(day) })));
		const answer = await rewards(query);
		const ages = answer.data.map(({ attributes }) => Number(String(attributes.transactionId).slice(10)));
		expect(ages).toEqual(days.filter((day) => day <= daysBack));
		expect(at(answer.json, 'meta', 'lifetimeRewardsInCents')).toBe(50 * ages.length);
	});

	test('of an offer that can be redeemed a few times come with its progress as of then', async () => {
		const at = (day: number) => new Date(now - day * DAY).toISOString();
		const description = 'Pinwheel Arcade';
		await submit(purchase('e1', { description, settledDate: at(2) }));
		await submit(purchase('e2', { description, settledDate: at(1) }));
		const answer = await rewards();
		expect(answer.data.map(({ attributes }) => attributes.components)).toMatchObject([
			{ progressBar: { currentProgress: 2, segments: { progress: segments(2) } } },
			{ progressBar: { currentProgress: 1, segments: { progress: segments(1) } } },
		]);
	});

	test('come with their merchants and offers when asked', async () => {
		await submit(purchase('e1'), purchase('e2'), purchase('e3', { description: 'Lumen Books' }));
		expect(at((await rewards()).json, 'included')).toBeUndefined();
		const answer = await rewards('?include=merchant,offer');
		expect(at(answer.json, 'included')).toHaveLength(4);
		expect(at(answer.json, 'included')).toContainEqual({
			type: 'offer',
			id: offerNamed('Lumen Books').id,
			attributes: { purchaseChannel: ['INSTORE', 'ONLINE'] },
		});
		expect(at(answer.json, 'included', '0', 'attributes', 'name')).toEqual(anyText);
	});

	test('are listed page by page, newest first', async () => {
		const dated = (day: number) =>
			purchase(`e${day}`, { settledDate: new Date(now - day * DAY).toISOString() });
		await submit(...range(5).map(dated));
		const first = await rewards('?page[size]=2');
		expect(first.data.map(({ attributes }) => attributes.transactionId)).toEqual([
			'purchase-e0',
			'purchase-e1',
		]);
		const cursor = /page\[after\]=(.*)$/.exec(String(at(first.json, 'links', 'next')))?.[1] ?? '';
		const second = await rewards(`?page[size]=2&page[after]=${encodeURIComponent(cursor)}`);
		expect(second.data.map(({ attributes }) => attributes.transactionId)).toEqual([
			'purchase-e2',
			'purchase-e3',
		]);
	});

	test('belong to a user who is known, and are gone with the user', async () => {
		await submit(purchase('e1'));
		expect((await rewards('', 'u2')).data).toEqual([]);
		expect((await rewards('', 'none')).status).toBe(404);
		await fixture.call('DELETE', `${fixture.org}/users/u1`);
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1')] });
		expect((await rewards()).data).toEqual([]);
	});

	test.each([
		'filter[status]=SENT',
		'filter[paidInFullOnly]=yes',
		'filter[range]=2M',
		'include=user',
		'page[size]=0',
	])('are refused for %s', async (query) => {
		const answer = await rewards(`?${query}`);
		expect(answer.status).toBe(400);
		expect(answer.errors[0]?.source?.parameter).toBe(query.split('=')[0]);
	});
});
