import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault } from '../../sandbox';
import { startFixture, user, type Fixture } from './support';

describe('faults', () => {
	let fixture: Fixture;

	beforeAll(async () => {
		fixture = await startFixture();
	});
	beforeEach(() => {
		fixture.sandbox.reset();
	});
	afterAll(() => fixture.sandbox.close());

	const create = (id: string) => fixture.call('POST', `${fixture.org}/users`, { data: [user(id)] });
	const get = () => fixture.call('GET', '/v2/issuer');
	const add = (fault: Fault) => {
		fixture.sandbox.faults.add(fault);
	};
	const isKept = (id: string) => fixture.sandbox.state.users.has(id);
	const statuses = async (times: number) => {
		const found: number[] = [];
		while (found.length < times) found.push((await get()).status);
		return found;
	};

	test('status: an error answer, with Retry-After and other headers when asked, and nothing carried out', async () => {
		add({ kind: 'status', status: 429, retryAfter: '7', headers: { 'X-RateLimit-Reset': '1' } });
		const answer = await create('u1');
		expect(answer.status).toBe(429);
		expect(answer.headers.get('retry-after')).toBe('7');
		expect(answer.headers.get('x-ratelimit-reset')).toBe('1');
		expect(answer.errors[0]).toMatchObject({ status: '429', title: 'Too Many Requests' });
		expect(isKept('u1')).toBe(false);
		expect((await create('u1')).status).toBe(201);
	});

	test('status: 500 and no Retry-After unless told', async () => {
		add({ kind: 'status' });
		const answer = await get();
		expect([answer.status, answer.headers.get('retry-after')]).toEqual([500, null]);
	});

	test('status: with a body of one’s own, and after the request was carried out', async () => {
		add({ kind: 'status', status: 503, body: { errors: [] }, processed: true });
		const answer = await create('u1');
		expect([answer.status, answer.json]).toEqual([503, { errors: [] }]);
		expect(isKept('u1')).toBe(true);
	});

	test('delay: the answer is late, and right', async () => {
		add({ kind: 'delay', delayMs: 120 });
		const started = performance.now();
		expect((await create('u1')).status).toBe(201);
		expect(performance.now() - started).toBeGreaterThan(110);
	});

	test('delay: whoever does not wait has the request carried out all the same', async () => {
		const { baseUrl } = fixture.sandbox;
		const token = await fixture.token();
		add({ kind: 'delay', delayMs: 500 });
		const call = fetch(`${baseUrl}${fixture.org}/users`, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: JSON.stringify({ data: [user('u1')] }),
			signal: AbortSignal.timeout(50),
		});
		await expect(call).rejects.toThrow();
		expect(isKept('u1')).toBe(false);
		while (!isKept('u1')) await sleep(20);
	});

	test('dropBefore: no answer, nothing carried out', async () => {
		add({ kind: 'dropBefore' });
		await expect(create('u1')).rejects.toThrow();
		expect(isKept('u1')).toBe(false);
		expect(fixture.sandbox.requests.at(-1)).toMatchObject({ route: 'createUsers', status: 'dropped' });
		expect(fixture.sandbox.requests.at(-1)?.body).toEqual({ data: [user('u1')] });
	});

	test('dropAfter: no answer, and the request carried out', async () => {
		add({ kind: 'dropAfter', route: 'createUsers' });
		await expect(create('u1')).rejects.toThrow();
		expect(isKept('u1')).toBe(true);
		expect(fixture.sandbox.requests.at(-1)?.status).toBe('dropped');
		expect((await create('u1')).status).toBe(409);
	});

	test('malformedJson: cut off, under the content type of JSON', async () => {
		add({ kind: 'malformedJson' });
		const answer = await create('u1');
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toMatch(/json/);
		expect(() => JSON.parse(answer.text) as unknown).toThrow();
		expect(isKept('u1')).toBe(false);
	});

	test('html: an error page', async () => {
		add({ kind: 'html' });
		const answer = await get();
		expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
		expect(answer.text).toContain('<html>');
	});

	test('empty: nothing where data was due', async () => {
		add({ kind: 'empty' });
		add({ kind: 'empty', status: 200 });
		for (const status of [204, 200]) {
			const answer = await get();
			expect([answer.status, answer.text]).toEqual([status, '']);
		}
	});

	test('override: any answer at all, of JSON or of text', async () => {
		add({ kind: 'override', status: 207, body: { errors: [{}] }, processed: true });
		add({ kind: 'override', body: 'not json' });
		const odd = await create('u1');
		expect([odd.status, odd.json]).toEqual([207, { errors: [{}] }]);
		expect(isKept('u1')).toBe(true);
		expect((await get()).text).toBe('not json');
	});

	test('expiredToken: this token is refused from now on, another is good', async () => {
		const own = await startFixture();
		const authorization = `Bearer ${await own.token()}`;
		own.sandbox.faults.add({ kind: 'expiredToken' });
		await own.token();
		expect((await own.call('GET', '/v2/ping')).status).toBe(200);
		expect((await own.call('GET', '/v2/issuer')).status).toBe(401);
		expect((await own.call('GET', '/v2/issuer')).status).toBe(401);
		expect((await own.call('GET', '/v2/issuer', undefined, { authorization })).status).toBe(200);
		await own.sandbox.close();
	});

	test('hit their own route only', async () => {
		add({ kind: 'status', status: 503, route: 'createUsers' });
		expect((await get()).status).toBe(200);
		expect((await create('u1')).status).toBe(503);
	});

	test('hit the token too, when they name no route', async () => {
		add({ kind: 'html' });
		expect(await fixture.token()).toBe('undefined');
	});

	test('hit after some requests, a number of times', async () => {
		add({ kind: 'status', status: 503, after: 1, times: 2 });
		expect(await statuses(5)).toEqual([200, 503, 503, 200, 200]);
	});

	test('hit every third request, for ever or a number of times', async () => {
		add({ kind: 'status', status: 503, every: 3 });
		expect(await statuses(7)).toEqual([200, 200, 503, 200, 200, 503, 200]);
		fixture.sandbox.faults.clear();
		add({ kind: 'status', status: 503, every: 2, times: 1, after: 1 });
		expect(await statuses(6)).toEqual([200, 200, 503, 200, 200, 200]);
	});

	test('hit for ever until cleared', async () => {
		add({ kind: 'status', status: 401, times: Infinity });
		expect(await statuses(3)).toEqual([401, 401, 401]);
		fixture.sandbox.faults.clear();
		expect(await statuses(1)).toEqual([200]);
	});

	test('that are due at once hit one request after the other', async () => {
		add({ kind: 'status', status: 500 });
		add({ kind: 'status', status: 503 });
		add({ kind: 'status', status: 429, after: 1 });
		expect(await statuses(4)).toEqual([500, 503, 429, 200]);
	});
});

describe('latency', () => {
	test('is added to every request of the API, and does not hold up closing', async () => {
		const { sandbox, call } = await startFixture({ latencyMs: 60 });
		const started = performance.now();
		await call('GET', '/v2/ping');
		expect(performance.now() - started).toBeGreaterThan(55);

		sandbox.faults.add({ kind: 'delay', delayMs: 60_000 });
		const waiting = call('GET', '/v2/ping');
		const dropped = expect(waiting).rejects.toThrow();
		await sleep(20);
		await sandbox.close();
		await dropped;
	});
});
