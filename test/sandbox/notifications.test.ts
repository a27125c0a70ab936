import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SendOptions } from '../../sandbox';
import { NotificationLog } from '../../sandbox/delivery/notificationLog';
import { PUBLISHED_EVENTS, RETIRED_EVENTS } from '../../sandbox/resources/eventNames';
import { anyNumber, anyText, approved, at, range, subscription } from './support';
import { TestKard, textLike, user } from './support';

const START = Date.parse('2026-03-10T12:00:00Z');
const UNREACHABLE = 'http://127.0.0.1:9/kard';
const REJECTED = 'earnedRewardRejected';
const lines: string[] = [];
let now = START;
let kard: TestKard;

beforeAll(async () => {
	const log = (line: string) => lines.push(line);
	kard = await TestKard.start({ deliveryDelaysMs: [20, 60], log, now: () => now, tokenTtlSeconds: 1e6 });
});
beforeEach(async () => {
	now = START;
	kard.sandbox.reset();
	kard.listener.clear();
	await kard.post('users', user('u1'));
});

const { stringify } = JSON;
const send = (options: Partial<SendOptions> = {}) =>
	kard.sandbox.notifications.send({ eventName: REJECTED, webhookUrl: kard.listener.url, ...options });
const sendToSubscribers = (id: string, eventName = REJECTED) =>
	kard.sandbox.notifications.send({ eventName, id, retries: true });
/** Submits approved purchases: each is one notification. */
const approve = (...ids: string[]) => kard.post('transactions', ...ids.map((id) => approved(id)));
const idle = () => kard.sandbox.notifications.idle();
const log = () => kard.sandbox.notifications.log;
const outcome = () => [log()[0]?.attempts.map(({ status }) => status), log()[0]?.status];
const texts = () => kard.listener.deliveries.map(({ bytes }) => bytes.toString('utf8'));
const signatures = () => kard.listener.deliveries.map(({ headers }) => headers['notify-signature']);
const signatureOf = (text: string) =>
	createHmac('sha256', kard.sandbox.webhookKey).update(text).digest('base64');
const taken = (url = kard.listener.url) => ({ url, status: 200 });
const subscribeAt = (path: string, eventName: string, enabled = true) =>
	kard.post('subscriptions', subscription(eventName, `${kard.listener.url}${path}`, enabled));
const paths = () => kard.listener.deliveries.map(({ path }) => path);

describe('the delivery of a notification', () => {
	it('is a POST of JSON, signed over its exact bytes with the webhook key', async () => {
		await kard.subscribe('earnedRewardApproved');
		await approve('é✓');
		await idle();
		const [delivery] = kard.listener.deliveries;
		expect(delivery).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
		expect([texts()[0], signatures()]).toEqual([textLike('é✓'), texts().map(signatureOf)]);
		const id = at(delivery?.json, 'data', 'id');
		const attempts = [{ ...taken(), at: now }];
		const sent = { id, eventId: id, createdAt: now, body: texts()[0], attempts, status: 'delivered' };
		expect(log()).toEqual([{ ...sent, eventName: 'earnedRewardApproved' }]);
	});

	it('does not hold up the request that causes it', async () => {
		await kard.subscribe('earnedRewardApproved');
		kard.listener.react(() => 'hang');
		expect((await approve('e1')).status).toBe(202);
		await kard.listener.arrived(1);
		expect(log()[0]).toMatchObject({ status: 'pending', attempts: [] });
	});

	it.each([
		['is taken with 201', () => 201, [201]],
		['is taken with 299', () => 299, [299]],
		['is tried again until it is taken', (place: number) => (place < 2 ? 500 : 204), [500, 500, 204]],
		['is given up after three attempts', () => 503, [503, 503, 503]],
		['follows no redirect', () => ({ redirectTo: '/elsewhere' }), [307, 307, 307]],
	] as const)('%s', async (_, reaction, attempts) => {
		await kard.subscribe('earnedRewardApproved');
		kard.listener.react(reaction);
		lines.length = 0;
		const started = performance.now();
		await approve('e1');
		await idle();
		expect(outcome()).toEqual([attempts, Number(attempts.at(-1)) < 300 ? 'delivered' : 'delivery_failed']);
		expect([new Set(texts()).size, new Set(signatures()).size]).toEqual([1, 1]);
		expect(paths()).toEqual(attempts.map(() => '/kard'));
		expect(lines.slice(1)).toEqual(attempts.map((one) => `NOTIFY earnedRewardApproved ${String(one)}`));
		if (attempts.length === 3) expect(performance.now() - started).toBeGreaterThan(75);
		await sleep(100);
		expect(texts()).toHaveLength(attempts.length);
	});

	it('fails with a reason where nothing listens', async () => {
		expect(await send({ webhookUrl: UNREACHABLE, retries: true })).toEqual([
			{ url: UNREACHABLE, error: anyText },
		]);
		const attempts = range(3).map(() => ({ error: anyText }));
		expect(log()).toMatchObject([{ attempts, status: 'delivery_failed' }]);
	});

	it('goes to each enabled subscription of its event on its own, and is logged once', async () => {
		await kard.subscribe('earnedRewardApproved', REJECTED);
		await subscribeAt('/2', 'earnedRewardApproved');
		await subscribeAt('/off', 'earnedRewardApproved', false);
		kard.listener.react((_, { path }) => (path === '/kard' ? 200 : 500));
		await approve('e1');
		await idle();
		expect(paths().sort()).toEqual(['/kard', '/kard/2', '/kard/2', '/kard/2']);
		expect(log()).toMatchObject([{ status: 'delivery_failed' }]);
	});

	it('is neither made nor logged without an enabled subscription', async () => {
		await approve('e1');
		const [id = ''] = await kard.subscribe('earnedRewardApproved');
		await kard.update(id, { enabled: false });
		await approve('e2');
		expect(await sendToSubscribers('n1', 'earnedRewardApproved')).toEqual([]);
		await idle();
		expect([texts(), log()]).toEqual([[], []]);
		await kard.update(id, { enabled: true });
		await kard.submit(approved('e3'));
		expect(texts()).toHaveLength(1);
	});

	it('does not wait for the retries of others', async () => {
		await kard.subscribe('earnedRewardApproved');
		kard.listener.react((_, { bytes }) => (bytes.includes('purchase-e1"') ? 500 : 200));
		await approve('e1', 'e2', 'e3');
		await kard.listener.arrived(3);
		expect(log()[0]?.status).toBe('pending');
		await idle();
		expect(log().map(({ status }) => status)).toEqual(['delivery_failed', 'delivered', 'delivered']);
	});

	it('is one of at most 32 at once, until a reset breaks it off', async () => {
		await kard.subscribe('earnedRewardApproved');
		kard.listener.react((place) => (place === 0 ? 500 : 'hang'));
		await approve(...range(100).map((index) => `e${String(index)}`));
		await kard.listener.arrived(33);
		await sleep(50);
		const { length } = kard.listener.deliveries;
		expect([33, 34]).toContain(length);
		kard.sandbox.reset();
		await idle();
		await sleep(120);
		expect([log(), kard.listener.deliveries.length]).toEqual([[], length]);
	});

	it('takes a limited time, and is broken off when the sandbox closes', async () => {
		const other = await TestKard.start({ deliveryDelaysMs: [1, 5_000], deliveryTimeoutMs: 100 });
		const { notifications } = other.sandbox;
		const webhookUrl = other.listener.url;
		other.listener.react(() => 'hang');
		const sent = notifications.send({ eventName: REJECTED, webhookUrl, retries: true });
		await other.listener.arrived(2);
		await other.sandbox.close();
		const stopped = 'The sandbox was reset or closed.';
		expect(await sent).toEqual([{ url: webhookUrl, error: stopped }]);
		const errors = notifications.log[0]?.attempts.map(({ error }) => error);
		expect(errors).toEqual(['There was no response within 100 ms.', stopped]);
		expect(await notifications.send({ eventName: REJECTED, webhookUrl })).toEqual([]);
	});
});

describe('a notification that a test sends', () => {
	it.each([...PUBLISHED_EVENTS, ...RETIRED_EVENTS])('of %s goes to its subscriptions', async (eventName) => {
		kard.read({ retiredEvents: 'taken' });
		await kard.subscribe(eventName);
		await subscribeAt('/2', eventName === REJECTED ? 'auditUpdate' : REJECTED);
		expect(await kard.sandbox.notifications.send({ eventName })).toEqual([taken()]);
		const [payload] = kard.listener.deliveries.map(({ json }) => json);
		const data = { type: eventName, id: textLike(/^[0-9a-f-]{36}$/) };
		const meta = { issuerId: kard.sandbox.organizationId, issuerName: 'SANDBOX' };
		expect(payload).toMatchObject({ data, meta });
		expect(stringify(at(payload, 'data', 'attributes'))).toMatch(/^\{"\w+":/);
		expect([undefined, 'u1']).toContain(at(payload, 'data', 'relationships', 'user', 'data', 'id'));
		expect([signatures(), texts()]).toEqual([texts().map(signatureOf), log().map(({ body }) => body)]);
	});

	const said = { id: 'n1', attributes: { mood: 'good' }, relationships: { moon: { data: null } } };
	const meta = { issuerId: 'sandbox-organization', issuerName: 'SANDBOX' };
	const whole = stringify({ data: { type: REJECTED, ...said }, meta });
	it.each<[string, Partial<SendOptions>, string[], string[]]>([
		['has the content that is given', said, [whole], [whole]],
		['is any text', { body: '{"cut": "é' }, ['{"cut": "é'], ['{"cut": "é']],
		['is no text', { body: '' }, [''], ['']],
		['is signed over another text', { body: '{"a":1}', signedBody: '{"b":2}' }, ['{"a":1}'], ['{"b":2}']],
		['comes several times', { body: 'x', times: 3 }, ['x', 'x', 'x'], ['x', 'x', 'x']],
	])('%s', async (_, options, bodies, signed) => {
		expect(await send(options)).toEqual(bodies.map(() => taken()));
		expect([texts(), log().length]).toEqual([bodies, 1]);
		expect(signatures()).toEqual(signed.map(signatureOf));
	});

	it('has a wrong signature, or none', async () => {
		await send({ signature: 'wrong' });
		await send({ signature: 'none' });
		expect(signatures()).toEqual([textLike(/^[A-Za-z0-9+/]{43}=$/), undefined]);
		expect(signatures()[0]).not.toBe(signatureOf(texts()[0] ?? ''));
	});

	it('of an unknown event goes to every enabled address once', async () => {
		await kard.subscribe(REJECTED, 'auditUpdate');
		await subscribeAt('/2', REJECTED);
		await subscribeAt('/3', REJECTED, false);
		const sent = await kard.sandbox.notifications.send({ eventName: 'birthday' });
		expect(sent).toEqual([taken(), taken(`${kard.listener.url}/2`)]);
		expect(kard.delivered('data')[0]).toEqual({ type: 'birthday', id: anyText, attributes: {} });
	});

	it('is tried once, unless it is to be tried again; one failure among several is a failure', async () => {
		kard.listener.react((place) => (place < 3 ? 500 : 200));
		expect(await send()).toEqual([{ url: kard.listener.url, status: 500 }]);
		expect(await send({ retries: true })).toEqual([taken()]);
		expect(texts()).toHaveLength(4);
		kard.listener.react((place) => (place === 5 ? 500 : 200));
		expect((await send({ times: 3 })).map(({ status }) => status)).toEqual([200, 500, 200]);
		expect(log().map(({ status }) => status)).toEqual(['delivery_failed', 'delivered', 'delivery_failed']);
	});

	it('can be sent over HTTP, and is in the log and the state, but not among the requests', async () => {
		const [id] = await kard.subscribe(REJECTED);
		const before = kard.sandbox.count();
		const response = await kard.control('POST', 'notifications', { eventName: REJECTED, id: 'n1', times: 2 });
		expect([response.status, response.json]).toEqual([200, { deliveries: [taken(), taken()] }]);
		const attempts = range(2).map(() => ({ ...taken(), at: anyNumber }));
		const sent = { id: 'n1', eventId: 'n1', eventName: REJECTED, createdAt: now, body: texts()[0], attempts };
		expect((await kard.control('GET', 'notifications')).json).toEqual({
			notifications: [{ ...sent, status: 'delivered' }],
		});
		expect((await kard.control('GET', 'state')).json).toMatchObject({ subscriptions: [{ id }], audits: [] });
		expect(kard.sandbox.count()).toBe(before);
	});

	it.each([
		...[{}, '{', { eventName: '' }, { eventName: REJECTED, times: 0 }, { eventName: REJECTED, urls: [] }],
		...[{ signature: 'perhaps' }, { webhookUrl: 'http://example.com' }].map((one) => ({
			eventName: REJECTED,
			...one,
		})),
	])('is refused over HTTP with %j', async (wrong) => {
		const { status, errors } = await kard.control('POST', 'notifications', wrong);
		expect([status, errors.length]).toEqual([400, 1]);
	});
});

describe('the list of notifications', () => {
	const list = (query = '') => kard.get(`notifications${query}`);
	const idsOf = async (query = '') => (await list(query)).data.map(({ id }) => id);
	const replay = (id: string) => kard.call('POST', `notifications/${id}/replay`);
	let subscriptionId = '';
	beforeEach(async () => {
		[subscriptionId = ''] = await kard.subscribe(REJECTED, 'auditUpdate');
	});

	it('says how each delivery went, newest first', async () => {
		await sendToSubscribers('n1');
		now += 1_000;
		kard.listener.react((place) => (place % 2 === 1 ? 500 : 200));
		await sendToSubscribers('n2', 'auditUpdate');
		kard.listener.react(() => 500);
		await sendToSubscribers('n3');
		await kard.update(subscriptionId, { webhookUrl: UNREACHABLE });
		await sendToSubscribers('n4');
		kard.listener.react(() => 'hang');
		void sendToSubscribers('n5', 'auditUpdate');
		await kard.listener.arrived(7);
		const { data, json } = await list();
		const failed = { status: 'delivery_failed', attempts: 3, errorMessage: anyText };
		const expected = [
			{ eventName: 'auditUpdate', status: 'pending', attempts: 0 },
			{ eventName: REJECTED, ...failed },
			{ eventName: REJECTED, ...failed, statusCode: 500 },
			{ eventName: 'auditUpdate', status: 'delivered', attempts: 2, statusCode: 200 },
			{ eventName: REJECTED, status: 'delivered', attempts: 1, statusCode: 200 },
		].map((one, place) => {
			const timestamp = new Date(place === 4 ? START : now).toISOString();
			return { ...one, eventId: `n${String(5 - place)}`, timestamp, lastAttemptAt: timestamp };
		});
		expect(data.map(({ attributes }) => attributes)).toEqual(expected);
		expect(at(json, 'meta')).toEqual({ pageSize: 200, hasNextPage: false });
	});

	it('can be narrowed by event, by status, and by time, without the moments named', async () => {
		for (const id of ['n1', 'n2', 'n3', 'n4']) {
			kard.listener.react(() => (id === 'n3' ? 500 : 200));
			await sendToSubscribers(id, id === 'n2' ? 'auditUpdate' : REJECTED);
			now += 1_000;
		}
		expect(await idsOf(`?filter[eventName]=${REJECTED}`)).toEqual(['n4', 'n3', 'n1']);
		expect(await idsOf('?filter[status]=delivery_failed')).toEqual(['n3']);
		expect(await idsOf('?filter[after]=2026-03-10T12:00:01Z')).toEqual(['n4', 'n3']);
		expect(await idsOf('?filter[before]=2026-03-10T13:00:01%2B01:00')).toEqual(['n1']);
		const both = '?filter[after]=2026-03-10T12:00:00Z&filter[before]=2026-03-10T12:00:03Z';
		expect(await idsOf(`${both}&filter[status]=delivered`)).toEqual(['n2']);
	});

	it('comes in pages, which stay the same while more is sent', async () => {
		for (const index of range(5)) await sendToSubscribers(`n${String(index)}`);
		const page = async (cursor = '') => {
			const { data, json } = await list(`?page[size]=2${cursor}`);
			const link = (name: string) => {
				const found = /\?(page\[\w+\]=[^?&]+)$/.exec(String(at(json, 'links', name)))?.[1] ?? '';
				return `&${found.replace(/=+$/, '%3D%3D')}`;
			};
			const ids = data.map(({ id }) => id).join(' ');
			return { next: link('next'), prev: link('prev'), shown: [ids, at(json, 'meta', 'hasNextPage')] };
		};
		const first = await page();
		await sendToSubscribers('n5');
		const second = await page(first.next);
		const last = await page(second.next);
		const pages = [first, second, last, await page(second.prev)].map(({ shown }) => shown);
		expect(pages).toEqual([
			['n4 n3', true],
			['n2 n1', true],
			['n0', false],
			['n4 n3', true],
		]);
	});

	it('lets one be replayed: the same bytes with the same id, to the subscriptions of now', async () => {
		kard.listener.react(() => 500);
		await sendToSubscribers('n1');
		await kard.update(subscriptionId, { webhookUrl: `${kard.listener.url}/moved` });
		kard.listener.react(() => 200);
		expect((await replay('n1')).json).toEqual({ data: { eventId: 'n1' } });
		await idle();
		expect(kard.listener.deliveries.at(-1)?.path).toBe('/kard/moved');
		expect([new Set(texts()).size, new Set(signatures()).size]).toEqual([1, 1]);
		const attributes = { status: 'delivered', attempts: 4 };
		expect((await list()).data).toMatchObject([{ id: 'n1', attributes }]);
	});

	it('has at most 50,000, and the bodies of the newest 2,000', () => {
		const stored = new NotificationLog();
		for (const createdAt of range(50_001)) {
			const id = `n${String(createdAt)}`;
			stored.open({ id, eventId: id, eventName: REJECTED, createdAt, body: 'x' });
		}
		expect([stored.notifications.length, stored.deletedCount]).toEqual([25_001, 25_000]);
		expect([stored.find('n24999'), stored.find('n25000')?.createdAt]).toEqual([undefined, 25_000]);
		expect(stored.notifications.filter(({ body }) => body !== undefined)).toHaveLength(2_000);
	});
});
