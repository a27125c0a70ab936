import {
	KardConflictError,
	KardNotFoundError,
	KardPermissionError,
	KardValidationError,
	notificationOperations,
	type NotificationQuery,
	type WriteOptions,
} from '../../shared';
import { failure, fakeKard, rejection, type Reply } from './fakeKard';
import { OURS, subscribingUnderTest } from './subscribingUnderTest';

const kard = fakeKard();
const requests = () => kard.received.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
const { sample } = notificationOperations.getMany;

describe('the list of notifications', () => {
	const page = (ids: readonly string[], next?: string): Reply => ({
		body: { data: ids.map((id) => ({ ...sample, id })), links: { self: '/', next } },
	});

	it('is asked for two hundred at a time, and read to its end', async () => {
		kard.answer(page(['n-3', 'n-2'], '/v2/x?page[size]=200?page[after]=c%3D1'), page(['n-1']));

		const found = await kard.client().notifications.list().toArray();

		expect(found.map(({ id }) => id)).toEqual(['n-3', 'n-2', 'n-1']);
		expect(requests()).toEqual([
			'GET /v2/issuers/org-1/notifications?page[size]=200',
			'GET /v2/issuers/org-1/notifications?page[size]=200&page[after]=c=1',
		]);
	});

	it('is read no further than it is wanted', async () => {
		kard.answer(page(['n-3', 'n-2'], '?page[after]=1'));

		await expect(kard.client().notifications.list().toArray({ limit: 2 })).resolves.toHaveLength(2);

		expect(kard.received).toHaveLength(1);
	});

	it.each<[NotificationQuery, WriteOptions, string]>([
		[{ 'page[size]': 5 }, {}, 'page[size]=5'],
		[
			{ 'filter[eventName]': 'earnedRewardRejected' },
			{},
			'page[size]=200&filter[eventName]=earnedRewardRejected',
		],
		[{ 'filter[status]': 'delivery_failed' }, {}, 'page[size]=200&filter[status]=delivery_failed'],
		[
			{ 'filter[after]': '2026-03-01T00:00:00Z', 'filter[before]': '2026-03-31T10:00:00-05:00' },
			{},
			'page[size]=200&filter[after]=2026-03-01T00:00:00Z&filter[before]=2026-03-31T10:00:00-05:00',
		],
		[
			{ 'filter[after]': '2026-03-01 09:30' },
			{ timeZone: 'America/New_York' },
			'page[size]=200&filter[after]=2026-03-01T09:30:00-05:00',
		],
		[
			{ 'filter[after]': '07/03/2026' },
			{ timeZone: 'Europe/Berlin', dateOrder: 'DMY' },
			'page[size]=200&filter[after]=2026-03-07T00:00:00+01:00',
		],
	])('is narrowed by %j with %j', async (query, options, expected) => {
		kard.answer(page([]));

		await kard.client().notifications.list(query, options).toArray();

		expect(requests()).toEqual([`GET /v2/issuers/org-1/notifications?${expected}`]);
	});

	it('is narrowed by an event that Kard has retired, or by one that it has added', async () => {
		kard.answer(page([]));
		const { notifications } = kard.client();

		for (const event of ['earnedRewardRejected', 'birthday']) {
			await notifications.list({ 'filter[eventName]': event, 'filter[status]': 'lost' }).toArray();
		}

		expect(requests()).toEqual(
			['earnedRewardRejected', 'birthday'].map(
				(event) =>
					`GET /v2/issuers/org-1/notifications?page[size]=200&filter[eventName]=${event}&filter[status]=lost`,
			),
		);
	});

	it('understands the labels of choices', async () => {
		kard.answer(page([]));
		const query = { 'filter[eventName]': 'Earned Reward Settled', 'filter[status]': 'Delivery Failed' };

		await kard.client().list(notificationOperations.getMany, { ids: {}, query: query }).toArray();

		expect(requests()).toEqual([
			'GET /v2/issuers/org-1/notifications?page[size]=200&filter[eventName]=earnedRewardSettled&filter[status]=delivery_failed',
		]);
	});

	it.each([
		[{ 'page[size]': 201 }, /Page Size/],
		[{ 'page[size]': 0 }, /Page Size/],
		[{ 'filter[after]': 'yesterday' }, /Created After/],
		[{ 'filter[before]': '2026-02-30' }, /Created Before/],
		[{ 'filter[user]': 'user-1' }, /there is no such field/],
	])('is not asked for with %j', async (query, message) => {
		const error = await rejection(
			kard.client().list(notificationOperations.getMany, { ids: {}, query: query }).toArray(),
		);

		expect(error).toBeInstanceOf(KardValidationError);
		expect(error).toHaveProperty('message', expect.stringMatching(message));
		expect(kard.received).toEqual([]);
	});

	it('may say less of a notification than it could, and more', async () => {
		const sparse = {
			type: 'notification',
			id: 'n-1',
			attributes: { eventName: 'novel', status: 'odd', a: 1 },
		};
		kard.answer({ body: { data: [sample, sparse] } });

		await expect(kard.client().notifications.list().toArray()).resolves.toEqual([sample, sparse]);
	});
});

describe('replaying a notification', () => {
	it('asks for just that, and says which one it is', async () => {
		kard.answer({ status: 202, body: { data: { eventId: 'n/1', novelty: 1 } } });

		const { data, response } = await kard.client().notifications.replay('n/1').withResponse();

		expect(data).toEqual({ eventId: 'n/1', novelty: 1 });
		expect(response.status).toBe(202);
		expect(kard.received).toMatchObject([
			{ method: 'POST', path: '/v2/issuers/org-1/notifications/n%2F1/replay', body: '' },
		]);
	});

	it.each([
		[404, KardNotFoundError],
		[409, KardConflictError],
	])('fails with %i, in Kard’s words', async (status, ErrorClass) => {
		kard.answer(failure(status, 'That is not possible.'));

		const error = await rejection(kard.client().notifications.replay('n-1'));

		expect(error).toBeInstanceOf(ErrorClass);
		expect(error).toHaveProperty('message', expect.stringContaining('That is not possible.'));
		expect(kard.received).toHaveLength(1);
	});

	it('is not asked for again when the connection breaks off: it may be on its way', async () => {
		kard.answer('drop');

		await expect(kard.client().notifications.replay('n-1')).rejects.toMatchObject({ outcomeUnknown: true });

		expect(kard.received).toHaveLength(1);
	});

	it('needs an id', async () => {
		await expect(kard.client().notifications.replay('')).rejects.toBeInstanceOf(KardValidationError);
		expect(kard.received).toEqual([]);
	});

	it.each<[string, Reply]>([
		['nothing', { status: 202 }],
		['null', { status: 202, body: 'null' }],
		['no id', { status: 202, body: { data: {} } }],
		['an id that is none', { status: 200, body: { eventId: 7 } }],
	])('is done where Kard answers with %s: nothing of the answer is needed', async (_, reply) => {
		kard.answer(reply);

		const answer = await kard.client().notifications.replay('n-1').withResponse();

		expect(answer).toMatchObject({ data: { eventId: 'n-1' }, response: { status: reply.status } });
		expect(answer).not.toHaveProperty('notes');
	});

	it('is done where Kard answers with a web page, and a note says what came', async () => {
		kard.answer({ status: 202, body: '<html></html>' });

		await expect(kard.client().notifications.replay('n-1').withResponse()).resolves.toMatchObject({
			data: { eventId: 'n-1' },
			notes: ['Kard took this (202) and answered with something that is not JSON, such as a web page.'],
		});
	});
});

describe('with the sandbox', () => {
	const real = subscribingUnderTest('many');
	/** Nobody answers there: what is sent to it fails at once. */
	const NOBODY = 'http://127.0.0.1:9/hook';

	const sendSome = async (count: number): Promise<void> => {
		for (let number = 1; number <= count; number += 1) {
			await real.sandbox.notifications.send({
				eventName: 'earnedRewardRejected',
				id: `n-${number}`,
				webhookUrl: NOBODY,
			});
		}
	};

	it('what was sent is listed, the newest first, through several pages', async () => {
		await sendSome(5);

		const found = await real.client().notifications.list({ 'page[size]': 2 }).toArray();

		expect(found.map(({ id }) => id)).toEqual(['n-5', 'n-4', 'n-3', 'n-2', 'n-1']);
		expect(found[0]?.attributes).toMatchObject({
			...{ eventId: 'n-5', eventName: 'earnedRewardRejected', status: 'delivery_failed', attempts: 1 },
		});
		expect(real.asked).toHaveLength(3);
	});

	it('what was sent is narrowed', async () => {
		await sendSome(1);
		await real.sandbox.notifications.send({ eventName: 'auditUpdate', id: 'n-a', webhookUrl: NOBODY });
		const idsOf = async (query: NotificationQuery) => {
			const found = await real.client().notifications.list(query).toArray();
			return found.map(({ id }) => id);
		};

		await expect(idsOf({ 'filter[eventName]': 'auditUpdate' })).resolves.toEqual(['n-a']);
		await expect(idsOf({ 'filter[status]': 'delivered' })).resolves.toEqual([]);
		await expect(idsOf({ 'filter[before]': '2000-01-01' })).resolves.toEqual([]);
		await expect(idsOf({ 'filter[after]': '2000-01-01' })).resolves.toEqual(['n-a', 'n-1']);
	});

	it('a replay is taken where somebody is subscribed, and else refused with 409, or 404', async () => {
		await sendSome(1);
		const { notifications, subscriptions } = real.client();
		await expect(notifications.replay('n-1')).rejects.toBeInstanceOf(KardConflictError);
		await expect(notifications.replay('n-2')).rejects.toBeInstanceOf(KardNotFoundError);

		const { id } = await subscriptions.create({ eventName: 'earnedRewardRejected', webhookUrl: NOBODY });
		await expect(notifications.replay('n-1')).resolves.toEqual({ eventId: 'n-1' });
		await subscriptions.update(id, { enabled: false });

		await expect(notifications.replay('n-1')).rejects.toBeInstanceOf(KardConflictError);
	});

	it('credentials that may only read may list, and the error names the permission to replay', async () => {
		await sendSome(1);
		await real.given(`auditUpdate on ${OURS}`);
		const { notifications } = real.client({ auth: real.sandbox.limited });

		await expect(notifications.list().toArray()).resolves.toHaveLength(1);
		const error = await rejection(notifications.replay('n-1'));

		expect(error).toBeInstanceOf(KardPermissionError);
		expect(error).toHaveProperty('message', expect.stringContaining('notifications:write'));
	});
});
