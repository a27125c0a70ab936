import { at, startFixture, textLike, type Fixture } from './support';
import { subscription, update } from './subscribing';

const URL = 'https://example.com/kard';
const OTHER_URL = 'https://example.com/other';

describe('subscriptions', () => {
	let fixture: Fixture;

	beforeAll(async () => {
		fixture = await startFixture();
	});
	beforeEach(() => {
		fixture.sandbox.reset();
	});
	afterAll(() => fixture.sandbox.close());

	const create = (...data: unknown[]) => fixture.call('POST', `${fixture.org}/subscriptions`, { data });
	const list = (query = '') => fixture.call('GET', `${fixture.org}/subscriptions${query}`);
	const idOf = async (...row: Parameters<typeof subscription>) => {
		const answer = await create(subscription(...row));
		return answer.data[0]?.id ?? '';
	};

	test('are created with ids, kept in order, and listed, of one event too', async () => {
		const rows = [subscription('earnedRewardRejected', URL), subscription('auditUpdate', OTHER_URL, false)];
		const created = await create(...rows);
		expect(created.status).toBe(201);
		expect(created.data).toEqual(rows.map((row) => ({ ...row, id: textLike(/^\S+$/) })));
		expect((await list()).data).toEqual(created.data);
		expect((await list('?filter[eventName]=auditUpdate')).data).toEqual([created.data[1]]);
		expect([...fixture.sandbox.state.subscriptions.values()]).toEqual(
			created.data.map(({ id, attributes }) => ({ id, attributes })),
		);
	});

	test.each([
		['of an event that Kard does not publish', { eventName: 'birthday' }, 'eventName'],
		['without https', { webhookUrl: 'http://example.com/kard' }, 'webhookUrl'],
		['with another scheme', { webhookUrl: 'ftp://example.com/kard' }, 'webhookUrl'],
		['with an address that is none', { webhookUrl: 'example.com' }, 'webhookUrl'],
		['that do not say whether they are enabled', { enabled: undefined }, 'enabled'],
	])('%s are refused with 400, and the good ones beside them too', async (_, wrong, name) => {
		const good = subscription('earnedRewardRejected', URL);
		const answer = await create(good, { ...good, attributes: { ...good.attributes, ...wrong } });
		expect(answer.status).toBe(400);
		expect(answer.errors[0]?.source).toEqual({ pointer: `/data/1/attributes/${name}` });
		expect(fixture.sandbox.state.subscriptions.size).toBe(0);
	});

	test.each(['http://127.0.0.1:8080/kard', 'http://localhost/kard', 'http://[::1]:1/kard'])(
		'may go to this machine without https: %s',
		async (url) => {
			expect((await create(subscription('earnedRewardRejected', url))).status).toBe(201);
		},
	);

	test('of no document, an empty list or another type are refused with 400', async () => {
		for (const body of [
			undefined,
			{ data: [] },
			{ data: {} },
			{ data: [{ type: 'user', attributes: {} }] },
		]) {
			expect((await fixture.call('POST', `${fixture.org}/subscriptions`, body)).status).toBe(400);
		}
		expect((await list('?filter[eventName]=birthday')).errors[0]?.source).toEqual({
			parameter: 'filter[eventName]',
		});
	});

	test('are changed in part, and keep the rest', async () => {
		const id = await idOf('earnedRewardRejected', URL);
		const disabled = await update(fixture, id, { enabled: false });
		expect([disabled.status, at(disabled.json, 'data')]).toEqual([
			200,
			{ ...subscription('earnedRewardRejected', URL, false), id },
		]);
		await update(fixture, id, { webhookUrl: OTHER_URL, eventName: 'auditUpdate' });
		await update(fixture, id, {});
		expect((await list()).data).toEqual([{ ...subscription('auditUpdate', OTHER_URL, false), id }]);
	});

	test('are refused with 400 or 404 when the change or the id is wrong', async () => {
		const id = await idOf('earnedRewardRejected', URL);
		for (const wrong of [{ eventName: 'birthday' }, { webhookUrl: 'x' }, { enabled: 'no' }]) {
			expect((await update(fixture, id, wrong)).status).toBe(400);
		}
		expect((await update(fixture, 'nobody', { enabled: false })).status).toBe(404);
		expect((await list()).data).toEqual([{ ...subscription('earnedRewardRejected', URL), id }]);
	});

	test('cannot be deleted', async () => {
		const id = await idOf('earnedRewardRejected', URL);
		expect((await fixture.call('DELETE', `${fixture.org}/subscriptions/${id}`)).status).toBe(405);
	});

	test('may be several for one event, but not with the same address', async () => {
		const id = await idOf('earnedRewardRejected', URL);
		expect((await create(subscription('earnedRewardRejected', OTHER_URL))).status).toBe(201);
		expect((await create(subscription('earnedRewardRejected', URL, false))).status).toBe(409);
		const twins = [subscription('auditUpdate', URL), subscription('auditUpdate', URL)];
		expect((await create(...twins)).status).toBe(409);
		expect((await update(fixture, id, { webhookUrl: OTHER_URL })).status).toBe(400);
		expect((await list()).data).toHaveLength(2);
	});

	test('need the scopes for notifications', async () => {
		const { clientId, clientSecret } = fixture.sandbox.limited;
		const headers = { authorization: `Bearer ${await fixture.token(clientId, clientSecret)}` };
		const path = `${fixture.org}/subscriptions`;
		expect((await fixture.call('GET', path, undefined, headers)).status).toBe(200);
		const data = [subscription('earnedRewardRejected', URL)];
		expect((await fixture.call('POST', path, { data }, headers)).status).toBe(403);
		expect((await fixture.call('PATCH', `${path}/x`, {}, headers)).status).toBe(403);
	});
});

describe('subscriptions, one per event', () => {
	let fixture: Fixture;

	beforeAll(async () => {
		fixture = await startFixture({ subscriptionsPerEvent: 'one' });
	});
	afterAll(() => fixture.sandbox.close());

	test('are refused with 409 for an event that has one, enabled or not, and cannot be moved onto it', async () => {
		const create = (...data: unknown[]) => fixture.call('POST', `${fixture.org}/subscriptions`, { data });
		const first = await create(subscription('earnedRewardRejected', URL, false));
		expect(first.status).toBe(201);
		const mixed = await create(
			subscription('auditUpdate', URL),
			subscription('earnedRewardRejected', OTHER_URL),
		);
		expect([mixed.status, mixed.errors[0]?.source]).toEqual([
			409,
			{ pointer: '/data/1/attributes/eventName' },
		]);
		expect(fixture.sandbox.state.subscriptions.size).toBe(1);

		const second = await create(subscription('auditUpdate', URL));
		const secondId = second.data[0]?.id ?? '';
		expect((await update(fixture, secondId, { eventName: 'earnedRewardRejected' })).status).toBe(400);
		expect((await update(fixture, secondId, { webhookUrl: OTHER_URL, enabled: false })).status).toBe(200);
	});
});
