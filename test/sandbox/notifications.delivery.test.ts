import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
	anyNumber,
	at,
	anyText,
	type Fixture,
	purchase,
	range,
	startFixture,
	textLike,
	user,
} from './support';
import { subscribe, subscription, update } from './subscribing';
import { startListener, type WebhookListener } from './webhookListener';

const NOBODY_LISTENS = 'http://127.0.0.1:9/kard';

describe('the delivery of notifications', () => {
	const lines: string[] = [];
	let fixture: Fixture;
	let listener: WebhookListener;

	beforeAll(async () => {
		const log = (line: string) => lines.push(line);
		const options = { deliveryDelaysMs: [20, 60], log };
		[fixture, listener] = await Promise.all([startFixture(options), startListener()]);
	});
	beforeEach(async () => {
		fixture.sandbox.reset();
		listener.clear();
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1')] });
	});
	afterAll(() => Promise.all([fixture.sandbox.close(), listener.close()]));

	/** Submits approved purchases: each is one notification. */
	const approve = (...ids: string[]) => {
		const attributes = { status: 'APPROVED', authorizationDate: '2026-03-04T10:15:00Z' };
		const data = ids.map((id) => purchase(id, attributes));
		return fixture.call('POST', `${fixture.org}/transactions`, { data });
	};
	const listen = () => subscribe(fixture, listener.url, 'earnedRewardApproved');
	const idle = () => fixture.sandbox.notifications.idle();
	const log = () => fixture.sandbox.notifications.log;
	const statuses = () => log()[0]?.attempts.map(({ status }) => status);

	test('is a POST of JSON, signed over its exact bytes with the webhook key', async () => {
		await listen();
		await approve('é✓');
		await idle();
		const [delivery] = listener.deliveries;
		expect(delivery).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
		const bytes = delivery?.bytes ?? Buffer.alloc(0);
		expect(bytes.toString('utf8')).toContain('é✓');
		const expected = createHmac('sha256', fixture.sandbox.webhookKey).update(bytes).digest('base64');
		expect(delivery?.headers['notify-signature']).toBe(expected);
		expect(log()).toEqual([
			{
				id: textLike(/^[0-9a-f-]{36}$/),
				eventId: at(delivery?.json, 'data', 'id'),
				eventName: 'earnedRewardApproved',
				createdAt: anyNumber,
				body: bytes.toString('utf8'),
				attempts: [{ url: listener.url, status: 200, at: anyNumber }],
				status: 'delivered',
			},
		]);
	});

	test('does not hold up the request that causes it', async () => {
		await listen();
		listener.react(() => 'hang');
		expect((await approve('e1')).status).toBe(202);
		await listener.arrived(1);
		expect(log()[0]).toMatchObject({ status: 'pending', attempts: [] });
		expect((await approve('e2')).status).toBe(202);
		await listener.arrived(2);
	});

	test('is tried again, with the same bytes, until it is taken', async () => {
		await listen();
		listener.react((place) => (place < 2 ? 500 : 200));
		await approve('e1');
		await idle();
		expect([statuses(), log()[0]?.status]).toEqual([[500, 500, 200], 'delivered']);
		const bodies = new Set(listener.deliveries.map(({ bytes }) => bytes.toString()));
		const signatures = new Set(listener.deliveries.map(({ headers }) => headers['notify-signature']));
		expect([bodies.size, signatures.size, listener.deliveries.length]).toEqual([1, 1, 3]);
	});

	test('waits longer each time, and is given up after three attempts', async () => {
		await listen();
		listener.react(() => 503);
		await approve('e1');
		await idle();
		expect([statuses(), log()[0]?.status]).toEqual([[503, 503, 503], 'delivery_failed']);
		const times = log()[0]?.attempts.map(({ at }) => at) ?? [];
		const [first = 0, second = 0, third = 0] = times;
		// A timer may be a millisecond early by the clock.
		expect([second - first >= 19, third - second >= 59]).toEqual([true, true]);
		await sleep(100);
		expect(listener.deliveries).toHaveLength(3);
	});

	test.each([201, 204, 299])('is taken with the status %d', async (status) => {
		await listen();
		listener.react(() => status);
		await approve('e1');
		await idle();
		expect([statuses(), log()[0]?.status]).toEqual([[status], 'delivered']);
	});

	test('follows no redirect', async () => {
		await listen();
		listener.react((_, { path }) => (path === '/kard' ? { redirectTo: '/elsewhere' } : 200));
		await approve('e1');
		await idle();
		expect([statuses(), log()[0]?.status]).toEqual([[307, 307, 307], 'delivery_failed']);
		expect(listener.deliveries.map(({ path }) => path)).toEqual(['/kard', '/kard', '/kard']);
	});

	test('fails where nobody listens, and says why', async () => {
		await subscribe(fixture, NOBODY_LISTENS, 'earnedRewardApproved');
		await approve('e1');
		await idle();
		const attempt = { url: NOBODY_LISTENS, error: anyText, at: anyNumber };
		expect(log()).toMatchObject([{ attempts: [attempt, attempt, attempt], status: 'delivery_failed' }]);
	});

	test('goes to each enabled subscription on its own, and is logged once', async () => {
		const other = `${listener.url}/other`;
		await listen();
		await subscribe(fixture, other, 'earnedRewardApproved', 'earnedRewardRejected');
		await fixture.call('POST', `${fixture.org}/subscriptions`, {
			data: [subscription('earnedRewardApproved', `${listener.url}/disabled`, false)],
		});
		listener.react((_, { path }) => (path === '/kard' ? 200 : 500));
		await approve('e1');
		await idle();
		const paths = listener.deliveries.map(({ path }) => path).sort();
		expect(paths).toEqual(['/kard', '/kard/other', '/kard/other', '/kard/other']);
		expect(log()).toMatchObject([{ status: 'delivery_failed' }]);

		listener.clear();
		await approve('e2');
		await idle();
		expect(log()).toMatchObject([{ status: 'delivery_failed' }, { status: 'delivered' }]);
		expect(new Set(listener.deliveries.map(({ bytes }) => bytes.toString())).size).toBe(1);
	});

	test('without an enabled subscription nothing is sent or logged, until it is enabled again', async () => {
		await approve('e1');
		const [id = ''] = await listen();
		await update(fixture, id, { enabled: false });
		await approve('e2');
		await idle();
		expect([listener.deliveries, log()]).toEqual([[], []]);
		await update(fixture, id, { enabled: true });
		await approve('e3');
		await idle();
		expect(listener.deliveries).toHaveLength(1);
	});

	test('does not wait for the retries of other notifications', async () => {
		await listen();
		listener.react((_, { bytes }) => (bytes.includes('purchase-e1"') ? 500 : 200));
		await approve('e1', 'e2', 'e3');
		await listener.arrived(3);
		expect(log()[0]?.status).toBe('pending');
		await idle();
		expect(log().map(({ status }) => status)).toEqual(['delivery_failed', 'delivered', 'delivered']);
	});

	test('of many is a few at a time', async () => {
		await listen();
		listener.react(() => 'hang');
		await approve(...range(100).map((index) => `e${index}`));
		await listener.arrived(32);
		await sleep(50);
		expect(listener.deliveries).toHaveLength(32);
	});

	test('of a thousand is done soon, and every one arrives', async () => {
		await subscribe(fixture, listener.url, 'earnedRewardSettled');
		for (const half of ['a', 'b']) {
			const data = range(500).map((index) => purchase(`${half}${index}`));
			await fixture.call('POST', `${fixture.org}/transactions`, { data });
		}
		await idle();
		const ids = new Set(log().map(({ id }) => id));
		expect([ids.size, listener.deliveries.length]).toEqual([1_000, 1_000]);
		expect(log().every(({ status }) => status === 'delivered')).toBe(true);
	});

	test('is broken off by a reset, retries included', async () => {
		await listen();
		listener.react((place) => (place === 0 ? 500 : 'hang'));
		await approve('e1', 'e2');
		await listener.arrived(3);
		fixture.sandbox.reset();
		await idle();
		expect([log(), fixture.sandbox.state.subscriptions.size]).toEqual([[], 0]);
		await sleep(120);
		expect(listener.deliveries).toHaveLength(3);
	});

	test('tells the log of the sandbox each attempt, and no address', async () => {
		await listen();
		listener.react((place) => (place === 0 ? 500 : 200));
		lines.length = 0;
		await approve('e1');
		await idle();
		expect(lines.filter((line) => line.startsWith('NOTIFY'))).toEqual([
			'NOTIFY earnedRewardApproved 500',
			'NOTIFY earnedRewardApproved 200',
		]);
	});
});

describe('the time that a delivery may take', () => {
	let fixture: Fixture;
	let listener: WebhookListener;

	beforeAll(async () => {
		const options = { deliveryDelaysMs: [1], deliveryTimeoutMs: 100 };
		[fixture, listener] = await Promise.all([startFixture(options), startListener()]);
	});
	afterAll(() => Promise.all([fixture.sandbox.close(), listener.close()]));

	test('is limited: without an answer it fails, and is tried again', async () => {
		await subscribe(fixture, listener.url, 'earnedRewardRejected');
		listener.react((place) => (place === 0 ? 'hang' : 200));
		await fixture.sandbox.notifications.send({ eventName: 'earnedRewardRejected', retries: true });
		expect(fixture.sandbox.notifications.log).toMatchObject([
			{
				attempts: [
					{ url: listener.url, error: 'There was no answer within 100 ms.' },
					{ url: listener.url, status: 200 },
				],
				status: 'delivered',
			},
		]);
	});
});

describe('a sandbox that closes', () => {
	let fixture: Fixture;
	let listener: WebhookListener;

	beforeEach(async () => {
		[fixture, listener] = await Promise.all([startFixture(), startListener()]);
	});
	afterEach(() => listener.close());

	test('waits neither for a listener that hangs nor for a retry, and sends nothing more', async () => {
		const { sandbox } = fixture;
		await subscribe(fixture, listener.url, 'earnedRewardRejected');
		await subscribe(fixture, NOBODY_LISTENS, 'auditUpdate');
		listener.react(() => 'hang');
		const hanging = sandbox.notifications.send({ eventName: 'earnedRewardRejected' });
		const retrying = sandbox.notifications.send({ eventName: 'auditUpdate', retries: true });
		await listener.arrived(1);
		const before = Date.now();
		await sandbox.close();
		// An attempt may take ten seconds.
		expect(Date.now() - before).toBeLessThan(5_000);
		expect(await hanging).toEqual([{ url: listener.url, error: 'The sandbox was reset or closed.' }]);
		expect(await retrying).toEqual([{ url: NOBODY_LISTENS, error: anyText }]);
		expect(await sandbox.notifications.send({ eventName: 'earnedRewardRejected' })).toEqual([]);
		expect(listener.deliveries).toHaveLength(1);
	});
});
