import { ENDPOINTS } from '../../sandbox/routes/operations';
import { publishedCheck, publishedSuite, type PublishedCheck } from './published';
import {
	anyText,
	type Fixture,
	isOfNotifications,
	purchase,
	request,
	startFixture,
	type TestAnswer,
	user,
	without,
} from './support';

const ORG = '/v2/issuers/{organizationId}';
const USERS = `${ORG}/users`;
const USER = `${USERS}/{userId}`;
const TRANSACTIONS = `${ORG}/transactions`;

publishedSuite('answers keep to the published description', () => {
	let fixture: Fixture;
	let check: PublishedCheck;

	beforeAll(() => {
		check = publishedCheck();
	});
	beforeEach(async () => {
		fixture = await startFixture();
		await send('POST', USERS, { data: [user('u1', { zipCode: '30301', email: 'jordan@example.com' })] });
	});
	afterEach(() => fixture.sandbox.close());

	const pathOf = (published: string, id = 'u1') =>
		published.replace('{organizationId}', fixture.sandbox.organizationId).replace('{userId}', id);
	const send = (method: string, published: string, body?: unknown, query = '') =>
		fixture.call(method, pathOf(published) + query, body);
	const expectPublished = (answer: TestAnswer, method: string, published: string, status: number) => {
		expect([answer.status, answer.text]).toEqual([status, anyText]);
		expect(check(method, published, status, answer.json)).toEqual([]);
	};
	const approved = (id: string) =>
		purchase(id, { status: 'APPROVED', authorizationDate: '2026-03-04T10:15:00-05:00' });

	test('the check itself finds what is wrong', () => {
		expect(check('POST', USERS, 201, { data: [{ type: 'user', id: 'u1' }] })).not.toEqual([]);
		expect(check('POST', USERS, 201, { data: [user('u1', { mood: 'good' })] })).not.toEqual([]);
		expect(check('POST', USERS, 418, {})).not.toEqual([]);
	});

	test('create users: 201, 207, 400, 409', async () => {
		const create = (...data: unknown[]) => send('POST', USERS, { data });
		expectPublished(await create(user('u2'), user('u3')), 'POST', USERS, 201);
		expectPublished(await create(user('u3'), user('u4'), user('u5', { zipCode: 'x' })), 'POST', USERS, 207);
		expectPublished(await create(user('u5', { zipCode: 'x' })), 'POST', USERS, 400);
		expectPublished(await create(), 'POST', USERS, 400);
		expectPublished(await create(user('u4')), 'POST', USERS, 409);
	});

	test('read, update and delete a user: 200, 400, 404', async () => {
		expectPublished(await send('GET', USER), 'GET', USER, 200);
		expectPublished(await send('PUT', USER, { data: user('u1') }), 'PUT', USER, 200);
		expectPublished(await send('PUT', USER, { data: user('other') }), 'PUT', USER, 400);
		expectPublished(await send('DELETE', USER), 'DELETE', USER, 200);
		for (const method of ['GET', 'PUT', 'DELETE']) {
			const body = method === 'PUT' ? { data: user('u1') } : undefined;
			expectPublished(await send(method, USER, body), method, USER, 404);
		}
	});

	test('submit transactions: 202, 207, 400, 409', async () => {
		const submit = (...data: unknown[]) => send('POST', TRANSACTIONS, { data });
		expectPublished(await submit(purchase('e1')), 'POST', TRANSACTIONS, 202);
		expectPublished(await submit(purchase('e1'), purchase('e2')), 'POST', TRANSACTIONS, 207);
		expectPublished(
			await submit(purchase('e1'), purchase('e3', { cardBIN: 'x' })),
			'POST',
			TRANSACTIONS,
			207,
		);
		expectPublished(await submit(purchase('e3', { userId: 'none' })), 'POST', TRANSACTIONS, 400);
		expectPublished(await submit(purchase('e1')), 'POST', TRANSACTIONS, 409);
	});

	test('list offers: 200 in full, 400, 404', async () => {
		const components =
			'shortDescription longDescription baseReward boostedReward cta tags detailTags logoFlare progressBar'
				.split(' ')
				.map((component) => `supportedComponents=${component}`)
				.join('&');
		const query = `?page[size]=200&include=categories&${components}`;
		expectPublished(await send('GET', `${USER}/offers`, undefined, query), 'GET', `${USER}/offers`, 200);
		expectPublished(await send('GET', `${USER}/offers`), 'GET', `${USER}/offers`, 200);
		expectPublished(await send('GET', `${USER}/offers`, undefined, '?sort=x'), 'GET', `${USER}/offers`, 400);
		const unknown = await fixture.call('GET', pathOf(`${USER}/offers`, 'none'));
		expectPublished(unknown, 'GET', `${USER}/offers`, 404);
	});

	test.each(['activate', 'boost'])('%s an offer: 201 in full, 400, 401, 500', async (action) => {
		const path = `${USER}/offers/{offerId}/${action}`;
		const [offer] = (await send('GET', `${USER}/offers`, undefined, '?filter[search]=pinwheel')).data;
		const act = (offerId = '', query = '', method = 'POST') =>
			fixture.call(method, pathOf(path).replace('{offerId}', offerId) + query);
		const components =
			'shortDescription longDescription baseReward boostedReward cta tags detailTags logoFlare progressBar'
				.split(' ')
				.map((component) => `&supportedComponents=${component}`)
				.join('');
		expectPublished(await act(offer?.id), 'POST', path, 201);
		expectPublished(await act(offer?.id, `?include=offer${components}`), 'POST', path, 201);
		expectPublished(await act('none'), 'POST', path, 400);
		expectPublished(await act(offer?.id, '?include=category'), 'POST', path, 400);
		expectPublished(await request(fixture.sandbox.baseUrl + pathOf(path), 'POST'), 'POST', path, 401);
		fixture.sandbox.faults.add({ kind: 'status', status: 500 });
		expectPublished(await act(offer?.id), 'POST', path, 500);
	});

	test('list earned rewards: 200 in full, 400, 404', async () => {
		const path = `${USER}/earned-rewards`;
		const old = without(purchase('e3', { settledDate: new Date(Date.now() - 4e9).toISOString() }), 'none');
		await send('POST', TRANSACTIONS, { data: [approved('e1'), purchase('e2'), old] });
		for (const status of ['APPROVED', 'SETTLED']) {
			const query = `?filter[status]=${status}&include=merchant,offer`;
			const answer = await send('GET', path, undefined, query);
			expectPublished(answer, 'GET', path, 200);
			expect(answer.data.length).toBeGreaterThan(0);
		}
		expectPublished(await send('GET', path, undefined, '?include=x'), 'GET', path, 400);
		expectPublished(await fixture.call('GET', pathOf(path, 'none')), 'GET', path, 404);
	});

	test('a token: 200', async () => {
		const { clientId, clientSecret } = fixture.sandbox;
		const credentials = { client_id: clientId, client_secret: clientSecret };
		const answer = await request(`${fixture.sandbox.baseUrl}/v2/auth/token`, 'POST', credentials);
		expectPublished(answer, 'POST', '/v2/auth/token', 200);
	});

	test('the organization and the ping: 200', async () => {
		expectPublished(await send('GET', '/v2/issuer'), 'GET', '/v2/issuer', 200);
		expectPublished(await send('GET', '/v2/ping'), 'GET', '/v2/ping', 200);
	});

	test('401, 403 and 500, where they are published', async () => {
		const calls = [
			['POST', USERS],
			['GET', USER],
			['PUT', USER],
			['DELETE', USER],
			['POST', TRANSACTIONS],
			['GET', `${USER}/offers`],
			['GET', `${USER}/earned-rewards`],
			['GET', '/v2/issuer'],
		] as const;
		for (const [method, path] of calls) {
			const url = fixture.sandbox.baseUrl + pathOf(path);
			expectPublished(await request(url, method), method, path, 401);
			fixture.sandbox.faults.add({ kind: 'status', status: 500 });
			expectPublished(await send(method, path), method, path, 500);
		}
		fixture.sandbox.faults.add({ kind: 'status', status: 403, route: 'getOrganization' });
		expectPublished(await send('GET', '/v2/issuer'), 'GET', '/v2/issuer', 403);
	});

	test('errors of statuses that are not published have the shape of those that are', async () => {
		const foreign = await fixture.call('GET', USER.replace('{organizationId}', 'other'));
		const odd = [foreign, await send('PATCH', USER), await send('GET', '/nowhere')];
		expect(odd.map(({ status }) => status)).toEqual([403, 405, 404]);
		for (const { json } of odd) expect(check('GET', USER, 404, json)).toEqual([]);
	});

	test('every answer that is published for these operations was checked', () => {
		const served = ENDPOINTS.filter(({ route }) => !isOfNotifications(route));
		expect(served.flatMap(({ method, path }) => check.unchecked(method, path))).toEqual([
			// A request to delete cannot be malformed, the organization is always there, the network never blocked.
			'DELETE /v2/issuers/{organizationId}/users/{userId} 400',
			'GET /v2/issuer 404',
			'GET /v2/ping 403',
		]);
	});
});
