import { createHmac } from 'node:crypto';
import { PUBLISHED_EVENTS, RETIRED_EVENTS } from '../../sandbox/resources/eventNames';
import type { SendOptions } from '../../sandbox';
import {
	anyNumber,
	anyText,
	at,
	type Fixture,
	range,
	request,
	startFixture,
	textLike,
	user,
} from './support';
import { subscribe, subscription } from './subscribing';
import { startListener, type WebhookListener } from './webhookListener';

describe('a notification that a test asks for', () => {
	let fixture: Fixture;
	let listener: WebhookListener;

	beforeAll(async () => {
		const options = { deliveryDelaysMs: [1, 1] };
		[fixture, listener] = await Promise.all([startFixture(options), startListener()]);
	});
	beforeEach(() => {
		fixture.sandbox.reset();
		listener.clear();
	});
	afterAll(() => Promise.all([fixture.sandbox.close(), listener.close()]));

	const send = (options: SendOptions) => fixture.sandbox.notifications.send(options);
	const signatureOf = (text: string) =>
		createHmac('sha256', fixture.sandbox.webhookKey).update(text).digest('base64');
	const texts = () => listener.deliveries.map(({ bytes }) => bytes.toString('utf8'));
	const signatures = () => listener.deliveries.map(({ headers }) => headers['notify-signature']);
	const taken = (url = listener.url) => ({ url, status: 200 });

	test.each([...PUBLISHED_EVENTS, ...RETIRED_EVENTS])(
		'of %s goes to the subscriptions of that event alone, with a payload made up',
		async (eventName) => {
			fixture.sandbox.setReadings({ retiredEvents: 'taken' });
			await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1')] });
			await subscribe(fixture, listener.url, eventName);
			const other = eventName === 'earnedRewardRejected' ? 'auditUpdate' : 'earnedRewardRejected';
			await subscribe(fixture, `${listener.url}/other`, other);
			expect(await send({ eventName })).toEqual([taken()]);
			expect(listener.deliveries).toHaveLength(1);
			const payload = listener.deliveries[0]?.json;
			expect(payload).toMatchObject({
				data: { type: eventName, id: textLike(/^[0-9a-f-]{36}$/), attributes: {} },
				meta: { issuerId: fixture.sandbox.organizationId, issuerName: anyText },
			});
			expect(JSON.stringify(at(payload, 'data', 'attributes'))).toMatch(/^\{"\w+":/);
			const about = at(payload, 'data', 'relationships', 'user', 'data', 'id');
			expect([undefined, 'u1']).toContain(about);
			expect(signatures()).toEqual([signatureOf(texts()[0] ?? '')]);
			expect(fixture.sandbox.notifications.log).toMatchObject([
				{ eventName, body: texts()[0], status: 'delivered', attempts: [taken()] },
			]);
		},
	);

	test('may say what it likes', async () => {
		await subscribe(fixture, listener.url, 'earnedRewardRejected');
		const said = { id: 'n1', attributes: { mood: 'good' }, relationships: { moon: { data: null } } };
		await send({ eventName: 'earnedRewardRejected', ...said });
		expect(at(listener.deliveries[0]?.json, 'data')).toEqual({ type: 'earnedRewardRejected', ...said });
	});

	test('of an event that Kard does not publish goes to every address once', async () => {
		await subscribe(fixture, listener.url, 'earnedRewardRejected', 'auditUpdate');
		await subscribe(fixture, `${listener.url}/2`, 'earnedRewardRejected');
		const disabled = subscription('earnedRewardRejected', `${listener.url}/3`, false);
		await fixture.call('POST', `${fixture.org}/subscriptions`, { data: [disabled] });
		expect(await send({ eventName: 'birthday' })).toEqual([taken(), taken(`${listener.url}/2`)]);
		expect(at(listener.deliveries[0]?.json, 'data')).toEqual({
			type: 'birthday',
			id: anyText,
			attributes: {},
		});
	});

	test('goes to an address of its own, where nobody has to subscribe', async () => {
		const webhookUrl = `${listener.url}/direct?a=b`;
		expect(await send({ eventName: 'earnedRewardRejected', webhookUrl })).toEqual([taken(webhookUrl)]);
		expect(listener.deliveries[0]?.path).toBe('/kard/direct?a=b');
	});

	test('that nobody subscribes to is neither sent nor logged', async () => {
		expect(await send({ eventName: 'earnedRewardRejected' })).toEqual([]);
		expect(fixture.sandbox.notifications.log).toEqual([]);
	});

	test('may carry a wrong signature, or none', async () => {
		const rejected = { eventName: 'earnedRewardRejected', webhookUrl: listener.url } as const;
		await send({ ...rejected, signature: 'wrong' });
		await send({ ...rejected, signature: 'none' });
		const [wrong, none] = signatures();
		expect(wrong).toMatch(/^[A-Za-z0-9+/]{43}=$/);
		expect(wrong).not.toBe(signatureOf(texts()[0] ?? ''));
		expect(none).toBeUndefined();
	});

	test('may come several times, one after another, with the same bytes', async () => {
		listener.react((place) => (place === 1 ? 500 : 200));
		const results = await send({ eventName: 'earnedRewardRejected', webhookUrl: listener.url, times: 3 });
		expect(results.map(({ status }) => status)).toEqual([200, 500, 200]);
		expect(new Set(texts()).size).toBe(1);
		expect(fixture.sandbox.notifications.log).toMatchObject([{ status: 'delivery_failed' }]);
		expect(fixture.sandbox.notifications.log).toHaveLength(1);
	});

	test('may be any text, exactly as it is, signed over itself or over another', async () => {
		const webhookUrl = listener.url;
		const cutOff = '{"data": {"type": "earnedRewardRejected", "é';
		await send({ eventName: 'earnedRewardRejected', webhookUrl, body: cutOff });
		await send({
			eventName: 'earnedRewardRejected',
			webhookUrl,
			body: '{"a":1,"b":2}',
			signedBody: '{"b":2,"a":1}',
		});
		await send({ eventName: 'earnedRewardRejected', webhookUrl, body: '' });
		expect(texts()).toEqual([cutOff, '{"a":1,"b":2}', '']);
		expect(signatures()).toEqual([cutOff, '{"b":2,"a":1}', ''].map(signatureOf));
	});

	test('is tried once, unless it is to be tried again', async () => {
		listener.react((place) => (place < 3 ? 500 : 200));
		const rejected = { eventName: 'earnedRewardRejected', webhookUrl: listener.url };
		expect(await send(rejected)).toEqual([{ url: listener.url, status: 500 }]);
		expect(listener.deliveries).toHaveLength(1);
		expect(await send({ ...rejected, retries: true })).toEqual([taken()]);
		expect(listener.deliveries).toHaveLength(4);
	});

	test('tells where nobody answers', async () => {
		const webhookUrl = 'http://127.0.0.1:9/kard';
		expect(await send({ eventName: 'earnedRewardRejected', webhookUrl })).toEqual([
			{ url: webhookUrl, error: anyText },
		]);
	});

	describe('over HTTP', () => {
		const control = (method: string, body?: unknown) =>
			request(`${fixture.sandbox.baseUrl}/__control/notifications`, method, body);

		test('is answered when it is delivered, and stands in the log', async () => {
			await subscribe(fixture, listener.url, 'earnedRewardRejected');
			const answer = await control('POST', { eventName: 'earnedRewardRejected', id: 'n1', times: 2 });
			expect([answer.status, answer.json]).toEqual([200, { deliveries: [taken(), taken()] }]);
			expect(listener.deliveries).toHaveLength(2);
			expect((await control('GET')).json).toEqual({
				notifications: [
					{
						id: 'n1',
						eventId: 'n1',
						eventName: 'earnedRewardRejected',
						createdAt: anyNumber,
						body: texts()[0],
						attempts: range(2).map(() => ({ ...taken(), at: anyNumber })),
						status: 'delivered',
					},
				],
			});
		});

		test.each([
			{},
			{ eventName: '' },
			{ eventName: 'earnedRewardRejected', times: 0 },
			{ eventName: 'earnedRewardRejected', signature: 'perhaps' },
			{ eventName: 'earnedRewardRejected', webhookUrl: 'http://example.com/kard' },
			{ eventName: 'earnedRewardRejected', urls: [] },
			'{',
		])('is refused with 400: %j', async (body) => {
			const answer = await control('POST', body);
			expect(answer.status).toBe(400);
			expect(answer.errors.length).toBeGreaterThan(0);
		});

		test('is not counted as a request, and subscriptions and audits stand in the state', async () => {
			const [id] = await subscribe(fixture, listener.url, 'earnedRewardRejected');
			const before = fixture.sandbox.count();
			await control('POST', { eventName: 'earnedRewardRejected' });
			expect(fixture.sandbox.count()).toBe(before);
			const state = await request(`${fixture.sandbox.baseUrl}/__control/state`, 'GET');
			expect(state.json).toMatchObject({
				subscriptions: [{ id, attributes: { eventName: 'earnedRewardRejected' } }],
				audits: [],
			});
		});
	});
});
