import { PUBLISHED_EVENTS } from '../../sandbox/resources/eventNames';
import { rewardIdOf } from '../../sandbox/resources/earnedReward';
import { anyText, approved, at, matched, purchase, range, TestKard, textLike, undone, user } from './support';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const P1 = { transactionId: 'p1' };
const SETTLED_AT = '2026-03-06T02:00:00.000Z';
const RETURN = undone('e3', 'RETURNED', { ...P1, direction: 'CREDIT' });
let kard: TestKard;

beforeAll(async () => {
	kard = await TestKard.start({ now: () => NOW });
});
beforeEach(async () => {
	kard.sandbox.reset();
	kard.listener.clear();
	await kard.post('users', user('u1', { email: 'jordan@example.com' }), user('u2', { enrolledRewards: [] }));
	await kard.subscribe(...PUBLISHED_EVENTS);
});

const daysAgo = (days: number) => ({ settledDate: new Date(NOW - days * 86_400_000).toISOString() });
const rewards = (query = '', id = 'u1') => kard.get(`users/${id}/earned-rewards${query}`);
const earned = () =>
	kard.sandbox.state.earnedRewards.map((one) => `${one.eventId} ${String(one.rewardInCents)}`).join();
const total = ({ json }: { json: unknown }) => at(json, 'meta', 'lifetimeRewardsInCents');
const idsOf = ({ data }: Awaited<ReturnType<typeof rewards>>) =>
	data.map(({ attributes }) => String(attributes.transactionId).replace('purchase-', '')).join(' ');
const boughtAt = (description: string, attributes: object = {}) =>
	purchase('e1', { ...P1, description, ...attributes });

/** What becomes of events: what each earns, and the notifications in the order of the alphabet. */
const OUTCOMES: readonly (readonly [what: string, events: unknown[], earned: string, sent: string])[] = [
	['a settled purchase', [purchase('e1')], 'e1 50', 'Settled'],
	['a merchant', [boughtAt('x', { merchant: { name: ' BLUE  door Coffee #1' } })], 'e1 50', 'Settled'],
	['an approved purchase', [approved('e1')], 'e1 50', 'Approved'],
	['no offer', [boughtAt('Somewhere else')], '', ''],
	['a refund', [purchase('e1', { direction: 'CREDIT' })], '', ''],
	['an approval of a user who is not enrolled', [approved('e1', { userId: 'u2' })], '', ''],
	['a fraction of a cent', [boughtAt('lumen books', { amount: 999 })], 'e1 40', 'Settled'],
	['a flat sum, at the minimum', [boughtAt('Velvet Reel Cinema', { amount: 1_500 })], 'e1 300', 'Settled'],
	['a capped reward', [boughtAt('Paper Kite Toys', { amount: 99_999 })], 'e1 2000', 'Settled'],
	['the largest amount', [boughtAt('Nightowl Pantry', { amount: 10_000 })], 'e1 400', 'Settled'],
	['an approval of an offer that is over', [approved('e1', { description: 'Inkwell Alley Comics' })], '', ''],
	[
		'a declined purchase too small',
		[undone('e1', 'DECLINED', { description: 'Velvet Reel Cinema' })],
		'',
		'',
	],
	['a reversal', [approved('e1', P1), undone('e3', 'REVERSED', P1)], '', 'Approved Rejected'],
	['a return', [purchase('e1', P1), purchase('e2'), RETURN], 'e2 50', 'Rejected Settled Settled'],
	['two returns', [purchase('e1', P1), RETURN, undone('e4', 'RETURNED', P1)], '', 'Rejected Settled'],
	['a reversal of nothing', [undone('e1', 'REVERSED')], '', ''],
	['two settlements', [purchase('e1', P1), purchase('e2', P1)], 'e1 50,e2 50', 'Settled Settled'],
];
it.each(OUTCOMES)('rewards and notifications of %s', async (_, events, rewarded, sent) => {
	expect((await kard.submit(...events)).status).toBe(202);
	const names = kard.delivered().map((name) => String(name).replace('earnedReward', ''));
	expect([earned(), names.sort().join(' ')]).toEqual([rewarded, sent]);
	for (const { bytes } of kard.listener.deliveries) {
		expect(bytes.toString()).not.toMatch(/jordan@example\.com|411111|4242/);
	}
});

it('a matched transaction earns the reward of the offer it names', async () => {
	kard.read({ matchedTransaction: 'taken' });
	const offer = kard.offer('Lumen Books').id;
	await kard.submit(matched('e1', { matchedOfferId: offer }), matched('e2', { matchedOfferId: 'unknown' }));
	expect([earned(), kard.sandbox.state.earnedRewards[0]?.status]).toEqual(['e1 40', 'SETTLED']);
});

describe('a notification of a reward', () => {
	const transaction = (id: string) => ({
		transaction: { data: { type: 'transaction', id: rewardIdOf(id) } },
	});
	const about = { user: { data: { type: 'user', id: 'u1' } } };
	const amounts = { transactionId: 'p1', transactionAmountInCents: 1_000 };
	const payload = (type: string, attributes: object, relationships: object) => ({
		data: { type, id: textLike(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/), attributes, relationships },
		meta: { issuerId: kard.sandbox.organizationId, issuerName: 'SANDBOX' },
	});

	it('names the purchase, the offer and the reward', async () => {
		const { id } = kard.offer('Blue Door Coffee');
		const offer = {
			...{ message: anyText, name: 'Blue Door Coffee', attributionUrl: textLike(/^https:/), ...amounts },
			...{ categoryName: 'Food & Beverage', userReward: { type: 'PERCENT', value: 5 } },
			purchaseChannel: ['INSTORE'],
			assets: ['IMG_VIEW', 'BANNER_VIEW'].map((type) => ({ type, url: anyText, alt: anyText })),
		};
		await kard.submit(approved('e1', { ...P1, cardProductId: 'c1' }));
		await kard.submit(purchase('e2', P1));
		const first = { cardProductId: 'c1', transactionTimestamp: '2026-03-04T15:15:00.000Z' };
		const settled = { transactionTimestamp: SETTLED_AT, commissionEarned: { type: 'cents', value: 50 } };
		const aboutIt = (event: string) => ({
			...about,
			offer: { data: { type: 'offer', id } },
			...transaction(event),
		});
		expect(kard.listener.deliveries.map(({ json }) => json)).toEqual([
			payload('earnedRewardApproved', { ...offer, ...first }, aboutIt('e1')),
			payload('earnedRewardSettled', { ...offer, ...settled }, aboutIt('e2')),
		]);
	});

	it.each([
		['not begun', boughtAt('Tidepool Taqueria')],
		['is over', boughtAt('Inkwell Alley Comics')],
		['below', boughtAt('Velvet Reel Cinema', { amount: 1_499 })],
		['above', boughtAt('Nightowl Pantry', { amount: 10_001 })],
		['declined', undone('e1', 'DECLINED', P1)],
		['take part', purchase('e1', { ...P1, userId: 'u2' }), 'USER_NOT_ENROLLED'],
	])('that was lost says why: %s', async (words, event, reason = 'SETTLEMENT_REJECTED') => {
		await kard.submit(event);
		const { amount: transactionAmountInCents, userId: id } = event.attributes;
		const why = { reason, message: textLike(words), transactionTimestamp: SETTLED_AT };
		const related = { user: { data: { type: 'user', id } }, ...transaction('e1') };
		expect([earned(), kard.listener.deliveries.map(({ json }) => json)]).toEqual([
			'',
			[payload('earnedRewardRejected', { ...amounts, ...why, transactionAmountInCents }, related)],
		]);
	});

	it.each(['REVERSED', 'RETURNED'])('that was withdrawn says that the purchase was %s', async (status) => {
		await kard.submit(purchase('e1', P1));
		await kard.submit(undone('e2', status, P1));
		expect(kard.delivered('data.attributes.message')[1]).toMatch(status.toLowerCase());
		const { id } = kard.offer('Blue Door Coffee');
		const ids = ['e1', 'e2'].map((event) => kard.sandbox.state.transactions.get(event)?.matchedOfferId);
		expect(ids).toEqual([id, id]);
	});
});

describe('the list of earned rewards', () => {
	it('has settled rewards with user, merchant and offer', async () => {
		await kard.submit(purchase('e1'), purchase('e2', { description: 'Lumen Books' }));
		const { merchantId, id } = kard.offer('Blue Door Coffee');
		const response = await rewards('?include=merchant,offer');
		expect(response.data.find(({ attributes }) => attributes.transactionId === 'purchase-e1')).toEqual({
			type: 'rewardedTransaction',
			id: rewardIdOf('e1'),
			attributes: {
				...{ status: 'SETTLED', transactionId: 'purchase-e1', transactionAmountInCents: 1_000 },
				...{ transactionTimestamp: SETTLED_AT, paidToIssuer: 'UNPAID' },
				commissionEarned: { user: { type: 'cents', value: 50 } },
			},
			relationships: {
				user: { data: { type: 'user', id: 'u1' } },
				merchant: { data: { type: 'merchant', id: merchantId } },
				offer: { data: { type: 'offer', id } },
			},
		});
		expect([total(response), at(response.json, 'included', 'length')]).toEqual([90, 4]);
		const offer = { type: 'offer', id, attributes: { purchaseChannel: ['INSTORE'] } };
		expect(at(response.json, 'included')).toContainEqual(offer);
		expect(at((await rewards()).json, 'included')).toBeUndefined();
	});

	it('has approved ones until they are settled', async () => {
		await kard.submit(approved('e1', P1), approved('e2', { transactionId: 'p2' }), purchase('e3', P1));
		const { data } = await rewards('?filter[status]=APPROVED');
		const amounts = { transactionId: 'p2', transactionAmountInCents: 1_000 };
		expect(data.map(({ type, attributes }) => [type, attributes])).toEqual([
			[
				'approvedTransaction',
				{ ...amounts, status: 'APPROVED', transactionTimestamp: '2026-03-04T15:15:00.000Z' },
			],
		]);
		expect(idsOf(await rewards())).toBe('p1');
	});

	it('says what is paid, and can be narrowed to it', async () => {
		const bought = Object.entries({ new: 5, old: 40, ancient: 400 });
		await kard.submit(...bought.map(([id, days]) => purchase(id, daysAgo(days))));
		const all = await rewards();
		expect(all.data.map(({ attributes }) => attributes.paidToIssuer)).toEqual(['UNPAID', 'PAID_IN_FULL']);
		expect(all.data[1]?.attributes.payoutTimestamp).toBe('2026-02-01T00:00:00.000Z');
		const paid = await rewards('?filter[paidInFullOnly]=true');
		expect([idsOf(all), total(all), idsOf(paid), total(paid)]).toEqual(['new old', 100, 'old', 50]);
	});

	it.each([
		['', 365],
		['?filter[range]=12M', 365],
		['?filter[range]=6M', 181],
		['?filter[range]=3M', 90],
		['?filter[range]=YTD', 68],
	])('covers and sums up its window: %j', async (query, daysBack) => {
		const days = [0, 10, 30, 67, 71, 88, 92, 180, 186, 364, 366];
		await kard.submit(...days.map((day) => purchase(String(day), daysAgo(day))));
		const expected = days.filter((day) => day <= daysBack);
		const response = await rewards(query);
		expect([idsOf(response), total(response)]).toEqual([expected.join(' '), 50 * expected.length]);
	});

	it('comes with the progress of an offer as of then', async () => {
		const description = 'Pinwheel Arcade';
		await kard.submit(
			...[2, 1].map((days) => purchase(`e${String(days)}`, { description, ...daysAgo(days) })),
		);
		const bar = (done: number) => {
			const progress = range(4).map((index) => ({ completed: index < done ? 1 : 0, total: 1 }));
			return { progressBar: { currentProgress: done, segments: { progress } } };
		};
		const { data } = await rewards();
		expect(data.map(({ attributes }) => attributes.components)).toMatchObject([bar(2), bar(1)]);
	});

	it('belongs to its user, and is deleted with the user', async () => {
		await kard.submit(purchase('e1'));
		expect((await rewards('', 'u2')).data).toEqual([]);
		await kard.call('DELETE', 'users/u1');
		await kard.post('users', user('u1'));
		expect((await rewards()).data).toEqual([]);
	});
});
