import { NotificationLog } from '../../sandbox/delivery/notificationLog';
import { anyText, at, type Fixture, range, startFixture } from './support';
import { subscribe, update } from './subscribing';
import { startListener, type WebhookListener } from './webhookListener';

const START = Date.parse('2026-03-10T12:00:00Z');

describe('the list of notifications', () => {
	let now = START;
	let fixture: Fixture;
	let listener: WebhookListener;
	let subscriptionIds: string[];

	beforeAll(async () => {
		const options = { now: () => now, deliveryDelaysMs: [1, 1], tokenTtlSeconds: 1_000_000 };
		[fixture, listener] = await Promise.all([startFixture(options), startListener()]);
	});
	beforeEach(async () => {
		now = START;
		fixture.sandbox.reset();
		listener.clear();
		subscriptionIds = await subscribe(fixture, listener.url, 'earnedRewardRejected', 'auditUpdate');
	});
	afterAll(() => Promise.all([fixture.sandbox.close(), listener.close()]));

	const send = (id: string, eventName = 'earnedRewardRejected') =>
		fixture.sandbox.notifications.send({ eventName, id, retries: true });
	const list = (query = '') => fixture.call('GET', `${fixture.org}/notifications${query}`);
	const idsOf = async (query = '') => (await list(query)).data.map(({ id }) => id);
	const replay = (id: string) => fixture.call('POST', `${fixture.org}/notifications/${id}/replay`);

	test('tells how each delivery went, newest first', async () => {
		await send('n1');
		now += 1_000;
		listener.react((place) => (place % 2 === 1 ? 500 : 200));
		await send('n2', 'auditUpdate');
		listener.react(() => 500);
		await send('n3');
		const answer = await list();
		expect(answer.status).toBe(200);
		const common = { timestamp: '2026-03-10T12:00:01.000Z', lastAttemptAt: '2026-03-10T12:00:01.000Z' };
		expect(answer.data.map(({ attributes }) => attributes)).toEqual([
			{
				...common,
				eventId: 'n3',
				eventName: 'earnedRewardRejected',
				status: 'delivery_failed',
				attempts: 3,
				statusCode: 500,
				errorMessage: anyText,
			},
			{
				...common,
				eventId: 'n2',
				eventName: 'auditUpdate',
				status: 'delivered',
				attempts: 2,
				statusCode: 200,
			},
			{
				eventId: 'n1',
				eventName: 'earnedRewardRejected',
				timestamp: '2026-03-10T12:00:00.000Z',
				lastAttemptAt: '2026-03-10T12:00:00.000Z',
				status: 'delivered',
				attempts: 1,
				statusCode: 200,
			},
		]);
		expect(at(answer.json, 'meta')).toEqual({ pageSize: 200, hasNextPage: false });
	});

	test('tells of what is still pending, and of an address where nobody answers', async () => {
		const [id = ''] = subscriptionIds;
		await update(fixture, id, { webhookUrl: 'http://127.0.0.1:9/kard' });
		await send('n1');
		listener.react(() => 'hang');
		void send('n2', 'auditUpdate');
		await listener.arrived(1);
		const [pending, failed] = (await list()).data;
		expect(pending?.attributes).toMatchObject({ eventId: 'n2', status: 'pending', attempts: 0 });
		expect(failed?.attributes).toMatchObject({ status: 'delivery_failed', errorMessage: anyText });
		expect(failed?.attributes).not.toHaveProperty('statusCode');
		fixture.sandbox.reset();
	});

	test('can be narrowed by event, by status, and by time, without the moments named', async () => {
		for (const id of ['n1', 'n2', 'n3', 'n4']) {
			listener.react(() => (id === 'n3' ? 500 : 200));
			await send(id, id === 'n2' ? 'auditUpdate' : 'earnedRewardRejected');
			now += 1_000;
		}
		expect(await idsOf('?filter[eventName]=earnedRewardRejected')).toEqual(['n4', 'n3', 'n1']);
		expect(await idsOf('?filter[status]=delivery_failed')).toEqual(['n3']);
		expect(await idsOf('?filter[after]=2026-03-10T12:00:01Z')).toEqual(['n4', 'n3']);
		expect(await idsOf('?filter[before]=2026-03-10T13:00:01%2B01:00')).toEqual(['n1']);
		const both = '?filter[after]=2026-03-10T12:00:00Z&filter[before]=2026-03-10T12:00:03Z';
		expect(await idsOf(`${both}&filter[status]=delivered`)).toEqual(['n2']);
	});

	test('comes in pages, and keeps its place while more is sent', async () => {
		for (const index of range(5)) await send(`n${index}`);
		const first = await list('?page[size]=2');
		expect(first.data.map(({ id }) => id)).toEqual(['n4', 'n3']);
		expect(at(first.json, 'meta')).toEqual({ pageSize: 2, hasNextPage: true });
		await send('n5');
		const cursor = (link: 'next' | 'prev', answer: typeof first) => {
			const [, name = '', value = ''] =
				/\?(page\[\w+\])=([^?&]+)$/.exec(String(at(answer.json, 'links', link))) ?? [];
			return `${name}=${encodeURIComponent(value)}`;
		};
		const second = await list(`?page[size]=2&${cursor('next', first)}`);
		expect(second.data.map(({ id }) => id)).toEqual(['n2', 'n1']);
		const last = await list(`?page[size]=2&${cursor('next', second)}`);
		expect([last.data.map(({ id }) => id), at(last.json, 'meta', 'hasNextPage')]).toEqual([['n0'], false]);
		expect(await idsOf(`?page[size]=2&${cursor('prev', second)}`)).toEqual(['n4', 'n3']);
	});

	test.each([
		'filter[eventName]=birthday',
		'filter[status]=lost',
		'filter[after]=yesterday',
		'filter[before]=2026-03-10',
		'page[size]=201',
		'page[size]=0',
		'page[after]=x',
	])('is refused with 400 for %s', async (query) => {
		const answer = await list(`?${query}`);
		expect([answer.status, answer.errors[0]?.source]).toEqual([400, { parameter: query.split('=')[0] }]);
	});

	test('lets a notification be replayed: the same bytes with the same id, to whoever subscribes now', async () => {
		listener.react(() => 500);
		await send('n1');
		const [id = ''] = subscriptionIds;
		await update(fixture, id, { webhookUrl: `${listener.url}/moved` });
		listener.react(() => 200);
		const answer = await replay('n1');
		expect([answer.status, answer.json]).toEqual([202, { data: { eventId: 'n1' } }]);
		await fixture.sandbox.notifications.idle();
		const [first] = listener.deliveries;
		const last = listener.deliveries.at(-1);
		expect(last?.path).toBe('/kard/moved');
		expect(last?.bytes.equals(first?.bytes ?? Buffer.alloc(0))).toBe(true);
		expect(last?.headers['notify-signature']).toBe(first?.headers['notify-signature']);
		expect((await list()).data).toMatchObject([
			{ id: 'n1', attributes: { status: 'delivered', attempts: 4 } },
		]);
	});

	test('refuses to replay what it does not know with 404, and what nobody subscribes to with 409', async () => {
		await send('n1');
		expect((await replay('00000000-0000-4000-8000-000000000000')).status).toBe(404);
		const [id = ''] = subscriptionIds;
		await update(fixture, id, { enabled: false });
		expect((await replay('n1')).status).toBe(409);
		expect(listener.deliveries).toHaveLength(1);
	});

	test('needs the scopes for notifications', async () => {
		const { clientId, clientSecret } = fixture.sandbox.limited;
		const headers = { authorization: `Bearer ${await fixture.token(clientId, clientSecret)}` };
		const path = `${fixture.org}/notifications`;
		expect((await fixture.call('GET', path, undefined, headers)).status).toBe(200);
		expect((await fixture.call('POST', `${path}/n1/replay`, undefined, headers)).status).toBe(403);
	});
});

test('the log of notifications keeps at most 50,000, and the bodies of the newest 2,000', () => {
	const log = new NotificationLog();
	for (const index of range(50_001)) {
		log.open({
			id: `n${index}`,
			eventId: `n${index}`,
			eventName: 'earnedRewardRejected',
			createdAt: index,
			body: 'x',
		});
	}
	expect([log.notifications.length, log.forgottenCount]).toEqual([25_001, 25_000]);
	expect([log.find('n24999'), log.find('n25000')?.createdAt]).toEqual([undefined, 25_000]);
	expect(log.notifications.filter(({ body }) => body !== undefined)).toHaveLength(2_000);
	expect(log.notifications.at(-1)?.body).toBe('x');
});
