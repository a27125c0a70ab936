import { rewardIdOf } from '../../sandbox/resources/earnedReward';
import { anyText, at, type Fixture, purchase, startFixture, textLike, user } from './support';
import { subscribe } from './subscribing';
import { startListener, type WebhookListener } from './webhookListener';

const EVENTS = ['earnedRewardApproved', 'earnedRewardSettled', 'earnedRewardRejected'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('notifications of transactions', () => {
	const now = Date.parse('2026-03-10T12:00:00Z');
	let fixture: Fixture;
	let listener: WebhookListener;

	beforeAll(async () => {
		[fixture, listener] = await Promise.all([startFixture({ now: () => now }), startListener()]);
	});
	beforeEach(async () => {
		fixture.sandbox.reset();
		listener.clear();
		const data = [user('u1', { email: 'jordan@example.com' }), user('u2', { enrolledRewards: [] })];
		await fixture.call('POST', `${fixture.org}/users`, { data });
		await subscribe(fixture, listener.url, ...EVENTS);
	});
	afterAll(() => Promise.all([fixture.sandbox.close(), listener.close()]));

	/** Submits events, and returns what came of them, by the name of the event. */
	const submit = async (...data: unknown[]) => {
		listener.clear();
		const answer = await fixture.call('POST', `${fixture.org}/transactions`, { data });
		expect(answer.status).toBe(202);
		await fixture.sandbox.notifications.idle();
		const sent = listener.deliveries.map(({ json }) => json);
		return sent.sort((one, other) => (typeOf(one) < typeOf(other) ? -1 : 1));
	};
	const typeOf = (payload: unknown) => String(at(payload, 'data', 'type'));
	const offer = () => {
		const found = fixture.sandbox.state.offers.find(({ name }) => name === 'Blue Door Coffee');
		return found?.id;
	};
	const payload = (type: string, attributes: object, relationships: object) => ({
		data: { type, id: textLike(UUID), attributes, relationships },
		meta: { issuerId: fixture.sandbox.organizationId, issuerName: 'SANDBOX' },
	});
	const relationships = (eventId: string) => ({
		user: { data: { type: 'user', id: 'u1' } },
		offer: { data: { type: 'offer', id: offer() } },
		transaction: { data: { type: 'transaction', id: rewardIdOf(eventId) } },
	});
	const rejected = (eventId: string, attributes: object) =>
		payload(
			'earnedRewardRejected',
			{
				reason: 'SETTLEMENT_REJECTED',
				message: anyText,
				transactionId: 'p1',
				transactionAmountInCents: 1_000,
				transactionTimestamp: '2026-03-06T02:00:00.000Z',
				...attributes,
			},
			{
				user: { data: { type: 'user', id: 'u1' } },
				transaction: { data: { type: 'transaction', id: rewardIdOf(eventId) } },
			},
		);
	const approved = (id: string, attributes: object = {}) =>
		purchase(id, { status: 'APPROVED', authorizationDate: '2026-03-04T10:15:00-05:00', ...attributes });
	const later = (id: string, status: string, attributes: object = {}) =>
		purchase(id, { status, transactionDate: '2026-03-07T02:00:00Z', ...attributes });
	const purchaseAttributes = {
		message: anyText,
		name: 'Blue Door Coffee',
		attributionUrl: textLike(/^https:/),
		transactionId: 'p1',
		transactionAmountInCents: 1_000,
	};
	const offerAttributes = {
		categoryName: 'Food & Beverage',
		userReward: { type: 'PERCENT', value: 5 },
		assets: [
			{ type: 'IMG_VIEW', url: anyText, alt: anyText },
			{ type: 'BANNER_VIEW', url: anyText, alt: anyText },
		],
		purchaseChannel: ['INSTORE'],
	};

	test('an approved purchase that matches an offer: earnedRewardApproved', async () => {
		expect(await submit(approved('e1', { transactionId: 'p1', cardProductId: 'card-1' }))).toEqual([
			payload(
				'earnedRewardApproved',
				{
					...purchaseAttributes,
					...offerAttributes,
					cardProductId: 'card-1',
					transactionTimestamp: '2026-03-04T15:15:00.000Z',
				},
				relationships('e1'),
			),
		]);
	});

	test('a settled purchase that matches an offer: earnedRewardSettled', async () => {
		const sent = await submit(purchase('e1', { transactionId: 'p1' }));
		expect(sent).toEqual([
			payload(
				'earnedRewardSettled',
				{
					...purchaseAttributes,
					...offerAttributes,
					transactionTimestamp: '2026-03-06T02:00:00.000Z',
					commissionEarned: { type: 'cents', value: 50 },
				},
				relationships('e1'),
			),
		]);
	});

	test.each([
		['Tidepool Taqueria', 1_000, /not begun/],
		['Inkwell Alley Comics', 1_000, /is over/],
		['Velvet Reel Cinema', 1_499, /below/],
		['Nightowl Pantry', 10_001, /above/],
	])('a settled purchase at %s of %d cents: earnedRewardRejected', async (description, amount, message) => {
		const terms = { description, amount, transactionId: 'p1' };
		expect(await submit(purchase('e1', terms))).toEqual([
			rejected('e1', { message: textLike(message), transactionAmountInCents: amount }),
		]);
		expect(await submit(approved('e2', terms))).toEqual([]);
	});

	test('a settled purchase of somebody who is not enrolled: earnedRewardRejected', async () => {
		const [told] = await submit(purchase('e1', { userId: 'u2' }));
		expect(at(told, 'data', 'attributes', 'reason')).toBe('USER_NOT_ENROLLED');
		expect(at(told, 'data', 'relationships', 'user', 'data', 'id')).toBe('u2');
	});

	test('a declined purchase that matches an offer: earnedRewardRejected', async () => {
		expect(await submit(later('e1', 'DECLINED', { transactionId: 'p1' }))).toEqual([
			rejected('e1', { message: textLike(/declined/) }),
		]);
		expect(await submit(later('e2', 'DECLINED', { description: 'Velvet Reel Cinema' }))).toEqual([]);
	});

	test.each(['REVERSED', 'RETURNED'])(
		'a purchase with a reward that is %s: earnedRewardRejected, once',
		async (status) => {
			await submit(approved('e1', { transactionId: 'p1' }), purchase('e2', { transactionId: 'p1' }));
			expect(await submit(later('e3', status, { transactionId: 'p1' }))).toEqual([
				rejected('e3', { message: textLike(new RegExp(status.toLowerCase())) }),
			]);
			expect(await submit(later('e4', status, { transactionId: 'p1' }))).toEqual([]);
		},
	);

	test('nothing is said of what concerns no offer, no purchase, or nobody who is enrolled', async () => {
		const silent = [
			purchase('e1', { description: 'Somewhere else' }),
			purchase('e2', { direction: 'CREDIT' }),
			approved('e3', { userId: 'u2' }),
			later('e4', 'REVERSED', { transactionId: 'never-earned' }),
		];
		expect(await submit(...silent)).toEqual([]);
		expect(fixture.sandbox.notifications.log).toEqual([]);
	});

	test('nothing is said twice of an event that is sent twice', async () => {
		await submit(approved('e1'));
		expect((await submit(approved('e2'))).map(typeOf)).toEqual(['earnedRewardApproved']);
		listener.clear();
		await fixture.call('POST', `${fixture.org}/transactions`, { data: [approved('e1')] });
		await fixture.sandbox.notifications.idle();
		expect(listener.deliveries).toEqual([]);
	});

	test('carry ids, but nothing else of a person or a card', async () => {
		await submit(approved('e1'), purchase('e2'), later('e3', 'DECLINED'));
		expect(listener.deliveries).toHaveLength(3);
		for (const { bytes } of listener.deliveries) {
			expect(bytes.toString()).not.toMatch(/jordan@example\.com|411111|4242/);
		}
	});
});
