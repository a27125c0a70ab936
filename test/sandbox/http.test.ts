import { connect } from 'node:net';
import { at, type Fixture, purchase, request, startFixture, textLike, user } from './support';

describe('the API over HTTP', () => {
	const lines: string[] = [];
	let fixture: Fixture;

	beforeAll(async () => {
		fixture = await startFixture({ log: (line) => lines.push(line) });
	});
	afterAll(() => fixture.sandbox.close());

	/** Sends bytes as they are, and reads the status line. */
	const raw = async (text: string) =>
		await new Promise<string>((resolve, reject) => {
			const { hostname, port } = new URL(fixture.sandbox.baseUrl);
			const socket = connect(Number(port), hostname, () => socket.write(text));
			socket.once('data', (data) => {
				resolve(data.toString());
				socket.destroy();
			});
			socket.once('error', reject);
		});

	test('listens on 127.0.0.1 only', () => {
		expect(fixture.sandbox.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
	});

	test('answers with the organization itself, and with a sign of life to anybody', async () => {
		const organization = await fixture.call('GET', '/v2/issuer');
		expect(organization.status).toBe(200);
		expect(organization.json).toMatchObject({ type: 'organization', id: fixture.sandbox.organizationId });
		const ping = await request(`${fixture.sandbox.baseUrl}/v2/ping`, 'GET');
		expect(ping.status).toBe(200);
		expect(Date.parse(String(at(ping.json, 'timestamp')))).toBeGreaterThan(0);
	});

	test('answers 404 for what is not there, in Kard’s shape', async () => {
		for (const path of [
			'/',
			'/v2',
			'/v2/issuers',
			`${fixture.org}/users/u1/other`,
			`${fixture.org}/users/`,
		]) {
			const answer = await fixture.call('GET', path);
			expect(answer.status).toBe(404);
			expect(answer.errors[0]).toMatchObject({ status: '404', title: 'Not Found' });
			expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
		}
	});

	test('answers 405 and names the methods that are allowed', async () => {
		const answer = await fixture.call('PATCH', `${fixture.org}/users/u1`, {});
		expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, PUT, DELETE']);
		expect((await fixture.call('GET', `${fixture.org}/transactions`)).status).toBe(405);
		expect((await fixture.call('HEAD', '/v2/ping')).status).toBe(405);
	});

	test('reads JSON whatever its character set, and refuses other types with 415', async () => {
		const send = (contentType: string, body = JSON.stringify({ data: [user(contentType)] })) =>
			fixture.call('POST', `${fixture.org}/users`, body, { 'content-type': contentType });
		for (const type of ['application/json;charset=UTF-8', 'APPLICATION/JSON', 'application/vnd.api+json']) {
			expect((await send(type)).status).toBe(201);
		}
		const refused = await send('text/csv');
		expect([refused.status, refused.errors[0]?.source]).toEqual([415, { header: 'Content-Type' }]);
		expect((await send('application/x-www-form-urlencoded', 'a=b')).status).toBe(415);
	});

	test('answers 400 for a body that is missing or no JSON', async () => {
		expect((await fixture.call('POST', `${fixture.org}/users`)).status).toBe(400);
		expect((await fixture.call('POST', `${fixture.org}/users`, '{"data": [')).status).toBe(400);
	});

	test('ignores a content type where there is no body', async () => {
		const headers = { 'content-type': 'application/json' };
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('gone')] });
		expect((await fixture.call('DELETE', `${fixture.org}/users/gone`, undefined, headers)).status).toBe(200);
	});

	test('takes bodies of up to ten megabytes', async () => {
		const body = (megabytes: number) => `"${'x'.repeat(megabytes * 1024 * 1024)}"`;
		expect((await fixture.call('POST', `${fixture.org}/users`, body(9))).status).toBe(400);
		expect((await fixture.call('POST', `${fixture.org}/users`, body(10))).status).toBe(413);
	});

	test('answers 400 for a path that is not encoded properly, and records it', async () => {
		const before = fixture.sandbox.count();
		for (const id of ['%zz', '%FF']) {
			expect(await raw(`GET ${fixture.org}/users/${id} HTTP/1.1\r\nhost: x\r\n\r\n`)).toMatch(
				/^HTTP\/1\.1 400 [^]*application\/json[^]*"errors"/,
			);
		}
		expect(fixture.sandbox.count()).toBe(before + 2);
		expect(fixture.sandbox.requests.at(-1)).toMatchObject({ route: 'unknown', status: 400 });
	});

	test('records every request in order, with its body and headers', async () => {
		fixture.sandbox.reset();
		const before = Date.now();
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1')] }, { 'x-test': 'yes' });
		await fixture.call('GET', `${fixture.org}/users/u1/offers?sort=name`);
		await fixture.call('GET', '/nowhere');
		expect(fixture.sandbox.requests).toMatchObject([
			{
				method: 'POST',
				path: `${fixture.org}/users`,
				route: 'createUsers',
				status: 201,
				body: { data: [user('u1')] },
				headers: { 'x-test': 'yes' },
			},
			{ method: 'GET', path: `${fixture.org}/users/u1/offers?sort=name`, route: 'listOffers', status: 200 },
			{ method: 'GET', path: '/nowhere', route: 'unknown', status: 404 },
		]);
		expect(fixture.sandbox.requests[0]?.startedAt).toBeGreaterThanOrEqual(before);
		expect(fixture.sandbox.count('createUsers')).toBe(1);
		expect(fixture.sandbox.count('deleteUser')).toBe(0);
		expect(fixture.sandbox.count()).toBe(3);
	});

	test('logs one line for each request, without personal data and tokens', async () => {
		lines.length = 0;
		const secret = user('jordan@example.com', { email: 'jordan@example.com' });
		await fixture.call('POST', `${fixture.org}/users`, { data: [secret] });
		await fixture.call('GET', `${fixture.org}/users/jordan%40example.com`);
		expect(lines).toEqual([textLike(/^POST createUsers 201 \d+ ms$/), textLike(/^GET getUser 200 \d+ ms$/)]);
	});

	test('forgets everything but the tokens on reset', async () => {
		await fixture.call('POST', `${fixture.org}/users`, { data: [user('u1')] });
		await fixture.call('POST', `${fixture.org}/transactions`, { data: [purchase('e1')] });
		fixture.sandbox.faults.add({ kind: 'status' });
		fixture.sandbox.reset();
		const { state, requests, tokensIssued } = fixture.sandbox;
		expect([state.users.size, state.transactions.size, state.earnedRewards.length]).toEqual([0, 0, 0]);
		expect([requests.length, fixture.sandbox.count(), tokensIssued]).toEqual([0, 0, 0]);
		expect((await fixture.call('GET', '/v2/issuer')).status).toBe(200);
	});
});
