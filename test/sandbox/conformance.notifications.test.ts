import { ENDPOINTS } from '../../sandbox/routes/operations';
import { PUBLISHED_EVENTS } from '../../sandbox/resources/eventNames';
import { publishedCheck, publishedNotificationCheck, publishedSuite } from './published';
import { subscribe, subscription, update } from './subscribing';
import {
	anyText,
	at,
	type Fixture,
	isOfNotifications,
	purchase,
	request,
	startFixture,
	type TestAnswer,
	user,
} from './support';
import { startListener, type WebhookListener } from './webhookListener';

const ORG = '/v2/issuers/{organizationId}';
const SUBSCRIPTIONS = `${ORG}/subscriptions`;
const SUBSCRIPTION = `${SUBSCRIPTIONS}/{subscriptionId}`;
const NOTIFICATIONS = `${ORG}/notifications`;
const REPLAY = `${NOTIFICATIONS}/{eventId}/replay`;
const AUDITS = `${ORG}/users/{userId}/audits`;

publishedSuite('notifications keep to the published description', () => {
	let fixture: Fixture;
	let listener: WebhookListener;
	let check: ReturnType<typeof publishedCheck>;
	let checkPayload: ReturnType<typeof publishedNotificationCheck>;

	beforeAll(() => {
		check = publishedCheck();
		checkPayload = publishedNotificationCheck();
	});
	beforeEach(async () => {
		const options = { auditDurationMs: 1, deliveryDelaysMs: [1, 1] };
		[fixture, listener] = await Promise.all([startFixture(options), startListener()]);
		await fixture.call('POST', `${fixture.org}/users`, {
			data: [user('u1'), user('u2', { enrolledRewards: [] })],
		});
	});
	afterEach(() => Promise.all([fixture.sandbox.close(), listener.close()]));

	const pathOf = (published: string, id: string) =>
		published.replace('{organizationId}', fixture.sandbox.organizationId).replace(/\{\w+\}/, id);
	const send = (method: string, published: string, body?: unknown, id = 'u1', query = '') =>
		fixture.call(method, pathOf(published, id) + query, body);
	const expectPublished = (answer: TestAnswer, method: string, published: string, status: number) => {
		expect([answer.status, answer.text]).toEqual([status, anyText]);
		expect(check(method, published, status, answer.json)).toEqual([]);
	};
	const submit = (...data: unknown[]) => fixture.call('POST', `${fixture.org}/transactions`, { data });
	const audit = (transactionId: string) => ({
		type: 'audit',
		attributes: {
			auditCode: 3006,
			merchantName: 'Blue Door Coffee',
			auditDescription: 'No reward.',
			transactionId,
		},
	});

	test('the check itself finds what is wrong', () => {
		const data = { type: 'earnedRewardRejected', id: 'n1', attributes: {}, relationships: {} };
		expect(checkPayload({ data })).not.toEqual([]);
		expect(checkPayload({ data: { ...data, type: 'birthday' } })).not.toEqual([]);
	});

	test('subscriptions: 200, 201, 400, 404, 409', async () => {
		const create = (...data: unknown[]) => send('POST', SUBSCRIPTIONS, { data });
		const created = await create(subscription('earnedRewardRejected', listener.url));
		expectPublished(created, 'POST', SUBSCRIPTIONS, 201);
		expectPublished(await create(subscription('birthday', 'x')), 'POST', SUBSCRIPTIONS, 400);
		expectPublished(
			await create(subscription('earnedRewardRejected', listener.url)),
			'POST',
			SUBSCRIPTIONS,
			409,
		);
		expectPublished(await send('GET', SUBSCRIPTIONS), 'GET', SUBSCRIPTIONS, 200);
		const wrong = await send('GET', SUBSCRIPTIONS, undefined, '', '?filter[eventName]=birthday');
		expectPublished(wrong, 'GET', SUBSCRIPTIONS, 400);
		const id = created.data[0]?.id ?? '';
		expectPublished(await update(fixture, id, { enabled: false }), 'PATCH', SUBSCRIPTION, 200);
		expectPublished(await update(fixture, id, { enabled: 'no' }), 'PATCH', SUBSCRIPTION, 400);
		expectPublished(await update(fixture, 'x', { enabled: false }), 'PATCH', SUBSCRIPTION, 404);
	});

	test('audits: 201, 207, 400, 404, 409', async () => {
		await submit(purchase('e1', { transactionId: 'p1' }), purchase('e2', { transactionId: 'p2' }));
		const create = (...data: unknown[]) => send('POST', AUDITS, { data });
		expectPublished(await create(), 'POST', AUDITS, 400);
		expectPublished(await create(audit('nowhere')), 'POST', AUDITS, 404);
		expectPublished(await send('POST', AUDITS, { data: [audit('p1')] }, 'nobody'), 'POST', AUDITS, 404);
		expectPublished(await create(audit('p1')), 'POST', AUDITS, 201);
		expectPublished(await create(audit('p2'), audit('p2')), 'POST', AUDITS, 207);
		await fixture.sandbox.notifications.idle();
		await subscribe(fixture, listener.url, 'auditUpdate');
		listener.react(() => 'hang');
		await create(audit('p1'));
		expectPublished(await create(audit('p1')), 'POST', AUDITS, 409);
	});

	test('the list of notifications and replaying one: 200, 202, 400, 404, 409', async () => {
		const [id = ''] = await subscribe(fixture, listener.url, 'earnedRewardRejected');
		const { notifications } = fixture.sandbox;
		await notifications.send({ eventName: 'earnedRewardRejected' });
		listener.react(() => 500);
		await notifications.send({ eventName: 'earnedRewardRejected' });
		await notifications.send({ eventName: 'earnedRewardRejected', webhookUrl: 'http://127.0.0.1:9/kard' });
		const list = await send('GET', NOTIFICATIONS);
		expectPublished(list, 'GET', NOTIFICATIONS, 200);
		expect(list.data).toHaveLength(3);
		const page = await send('GET', NOTIFICATIONS, undefined, '', '?page[size]=1');
		expectPublished(page, 'GET', NOTIFICATIONS, 200);
		const wrong = await send('GET', NOTIFICATIONS, undefined, '', '?filter[after]=x');
		expectPublished(wrong, 'GET', NOTIFICATIONS, 400);
		const eventId = list.data[0]?.id ?? '';
		expectPublished(await send('POST', REPLAY, undefined, eventId), 'POST', REPLAY, 202);
		expectPublished(await send('POST', REPLAY, undefined, 'unknown'), 'POST', REPLAY, 404);
		await update(fixture, id, { enabled: false });
		expectPublished(await send('POST', REPLAY, undefined, eventId), 'POST', REPLAY, 409);
	});

	test('401 and 500', async () => {
		const calls = [
			['GET', SUBSCRIPTIONS],
			['POST', SUBSCRIPTIONS],
			['PATCH', SUBSCRIPTION],
			['GET', NOTIFICATIONS],
			['POST', REPLAY],
			['POST', AUDITS],
		] as const;
		for (const [method, path] of calls) {
			const url = fixture.sandbox.baseUrl + pathOf(path, 'u1');
			expectPublished(await request(url, method), method, path, 401);
			fixture.sandbox.faults.add({ kind: 'status', status: 500 });
			expectPublished(await send(method, path), method, path, 500);
		}
	});

	test('payloads of everything that becomes of transactions and audits', async () => {
		await subscribe(fixture, listener.url, ...PUBLISHED_EVENTS);
		const later = { transactionDate: '2026-03-07T02:00:00Z' };
		const authorizationDate = '2026-03-04T10:15:00-05:00';
		await submit(
			purchase('e1', { status: 'APPROVED', authorizationDate, transactionId: 'p1', cardProductId: 'c1' }),
			purchase('e2', { transactionId: 'p1' }),
			purchase('e3', { userId: 'u2' }),
			purchase('e7', { description: 'Pinwheel Arcade' }),
			purchase('e4', { description: 'Velvet Reel Cinema', amount: 1 }),
			purchase('e5', { ...later, status: 'DECLINED' }),
			purchase('e6', { ...later, status: 'RETURNED', transactionId: 'p1' }),
		);
		await send('POST', AUDITS, { data: [audit('p1')] });
		await fixture.sandbox.notifications.idle();
		const sent = listener.deliveries.map(({ json }) => json);
		expect(new Set(sent.map((payload) => at(payload, 'data', 'type')))).toEqual(
			new Set(PUBLISHED_EVENTS.slice(0, 4)),
		);
		expect(sent).toHaveLength(9);
		expect(sent.flatMap(checkPayload)).toEqual([]);
	});

	test.each(PUBLISHED_EVENTS)('the payload made up for %s', async (eventName) => {
		await fixture.sandbox.notifications.send({ eventName, webhookUrl: listener.url });
		expect(listener.deliveries).toHaveLength(1);
		expect(listener.deliveries.flatMap(({ json }) => checkPayload(json))).toEqual([]);
	});

	test('every answer that is published for these operations was checked', () => {
		const served = ENDPOINTS.filter(({ route }) => isOfNotifications(route));
		expect(served.flatMap(({ method, path }) => check.unchecked(method, path))).toEqual([
			// Any text is taken for an id, for the control API may give one.
			`POST ${REPLAY} 400`,
		]);
	});
});
