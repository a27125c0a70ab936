import { connect } from 'node:net';
import { at, purchase, request, TestKard, textLike, user } from './support';

const lines: string[] = [];
let kard: TestKard;

beforeAll(async () => {
	kard = await TestKard.start({ log: (line) => lines.push(line) });
});
beforeEach(() => {
	kard.sandbox.reset();
});

/** Sends bytes as they are, and reads what comes first. */
const raw = (text: string) =>
	new Promise<string>((resolve, reject) => {
		const { hostname, port } = new URL(kard.sandbox.baseUrl);
		const socket = connect(Number(port), hostname, () => socket.write(text));
		socket.once('data', (data) => {
			resolve(data.toString());
			socket.destroy();
		});
		socket.once('error', reject);
	});

describe('the server', () => {
	it('listens on 127.0.0.1 alone, and answers a ping without a token', async () => {
		expect(kard.sandbox.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		const { status, json } = await request(`${kard.sandbox.baseUrl}/v2/ping`, 'GET');
		expect([status, Date.parse(String(at(json, 'timestamp'))) > 0]).toEqual([200, true]);
		const organization = { type: 'organization', id: kard.sandbox.organizationId };
		expect((await kard.get('/v2/issuer')).json).toMatchObject(organization);
	});

	it.each(['/', '/v2', '/v2/issuers', 'users/u1/other', 'users/'])('answers 404 for %s', async (path) => {
		const { status, errors, headers, text } = await kard.get(path);
		expect([status, errors[0]?.slice(0, 3), text]).toEqual([404, '404', textLike(/"title":"Not Found"/)]);
		expect(headers.get('content-type')).toMatch(/^application\/json/);
	});

	it.each([
		['PATCH', 'users/u1', 'GET, PUT, DELETE'],
		['GET', 'transactions', 'POST'],
		['HEAD', '/v2/ping', 'GET'],
	])('answers 405 for %s %s, with the methods that are allowed', async (method, path, allowed) => {
		const { status, headers } = await kard.call(method, path);
		expect([status, headers.get('allow')]).toEqual([405, allowed]);
	});

	it.each(['application/json;charset=UTF-8', 'APPLICATION/JSON', 'application/vnd.api+json'])(
		'reads %s',
		async (type) => {
			const body = JSON.stringify({ data: [user('u1')] });
			expect((await kard.call('POST', 'users', body, { 'content-type': type })).status).toBe(201);
			const headers = { 'content-type': type };
			expect((await kard.call('DELETE', 'users/u1', undefined, headers)).status).toBe(200);
		},
	);

	it('takes bodies of up to ten megabytes', async () => {
		const body = (megabytes: number) => `"${'x'.repeat(megabytes * 1024 * 1024)}"`;
		expect((await kard.call('POST', 'users', body(9))).status).toBe(400);
		expect((await kard.call('POST', 'users', body(10))).status).toBe(413);
	});

	it.each(['%zz', '%FF'])('answers 400 for the path %s, and records it', async (id) => {
		const response = await raw(`GET ${kard.org}/users/${id} HTTP/1.1\r\nhost: x\r\n\r\n`);
		expect(response).toMatch(/^HTTP\/1\.1 400 [^]*application\/json[^]*"errors"/);
		expect(kard.sandbox.requests).toMatchObject([{ route: 'unknown', status: 400 }]);
	});

	it('records every request in order, and logs it in a line without personal data', async () => {
		lines.length = 0;
		const body = { data: [user('jordan@example.com', { email: 'jordan@example.com' })] };
		const before = Date.now();
		await kard.call('POST', 'users', body, { 'x-test': 'yes' });
		await kard.get('users/jordan%40example.com/offers?sort=name');
		await kard.get('/nowhere');
		const path = `${kard.org}/users`;
		expect(kard.sandbox.requests).toMatchObject([
			{ method: 'POST', path, route: 'createUsers', status: 201, body, headers: { 'x-test': 'yes' } },
			{ path: `${path}/jordan%40example.com/offers?sort=name`, route: 'listOffers', status: 200 },
			{ path: '/nowhere', route: 'unknown', status: 404 },
		]);
		const { sandbox } = kard;
		expect(sandbox.requests[0]?.startedAt).toBeGreaterThanOrEqual(before);
		expect([sandbox.count('createUsers'), sandbox.count('deleteUser'), sandbox.count()]).toEqual([1, 0, 3]);
		const expected = ['POST createUsers 201', 'GET listOffers 200', 'GET unknown 404'];
		expect(lines).toEqual(expected.map((line) => textLike(new RegExp(`^${line} \\d+ ms$`))));
	});

	it('deletes everything but the tokens on a reset', async () => {
		await kard.post('users', user('u1'));
		await kard.submit(purchase('e1'));
		await kard.subscribe('auditUpdate');
		await kard.call('POST', `users/u1/offers/${kard.offer('Lumen Books').id}/boost`);
		kard.sandbox.faults.add({ kind: 'status' });
		kard.sandbox.reset();
		const { state, requests, tokensIssued } = kard.sandbox;
		const { users, transactions, subscriptions, attributions, audits, earnedRewards } = state;
		for (const { size } of [users, transactions, subscriptions, attributions, audits]) expect(size).toBe(0);
		expect([earnedRewards, requests, kard.sandbox.count(), tokensIssued]).toEqual([[], [], 0, 0]);
		expect((await kard.get('/v2/issuer')).status).toBe(200);
	});
});

describe('the control API', () => {
	const status = async () => (await kard.get('/v2/issuer')).status;

	it('adds one fault or many, and clears them', async () => {
		await kard.control('POST', 'faults', { kind: 'status', status: 503 });
		expect([await status(), await status()]).toEqual([503, 200]);
		const forever = { kind: 'status', status: 429, times: 'forever', route: 'getOrganization' };
		await kard.control('POST', 'faults', [{ kind: 'status' }, forever]);
		expect([await status(), await status(), await status()]).toEqual([500, 429, 429]);
		await kard.control('DELETE', 'faults');
		expect(await status()).toBe(200);
	});

	it.each([{ kind: 'explode' }, { kind: 'status', tmies: 2 }, { kind: 'status', route: 'nowhere' }, {}, '{'])(
		'refuses the fault %j',
		async (fault) => {
			const response = await kard.control('POST', 'faults', fault);
			expect([response.status, response.errors.length > 0, await status()]).toEqual([400, true, 200]);
		},
	);

	it('shows the state and the requests, resets, and expires tokens', async () => {
		await kard.post('users', user('u1'));
		await kard.submit(purchase('e1'));
		const state = (await kard.control('GET', 'state')).json;
		const earnedRewards = [{ eventId: 'e1', rewardInCents: 50 }];
		expect(state).toMatchObject({ users: [{ id: 'u1' }], transactions: [{ id: 'e1' }], earnedRewards });
		expect(at(state, 'offers', 'length')).toBe(kard.sandbox.state.offers.length);
		expect((await kard.control('GET', 'requests')).json).toMatchObject({
			total: 2,
			counts: { createUsers: 1, createTransactions: 1 },
			tokensIssued: 0,
			requests: [{ route: 'createUsers', status: 201 }, { route: 'createTransactions' }],
		});
		await kard.control('POST', 'reset');
		expect([kard.sandbox.state.users.size, kard.sandbox.count(), await status()]).toEqual([0, 0, 200]);
		await kard.control('POST', 'expire-tokens');
		expect(await status()).toBe(401);
	});
});
