import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../sandbox';
import { TestKard, textLike, user } from './support';

let kard: TestKard;

beforeAll(async () => {
	kard = await TestKard.start();
});
beforeEach(() => {
	kard.sandbox.reset();
});

const create = () => kard.post('users', user('u1'));
const isStored = () => kard.sandbox.state.users.has('u1');
const add = (...faults: Fault[]) => {
	for (const fault of faults) kard.sandbox.faults.add(fault);
};
const statuses = async (times: number) => {
	const found: number[] = [];
	while (found.length < times) found.push((await kard.get('/v2/issuer')).status);
	return found;
};

const JSON_TYPE = 'application/json; charset=utf-8';
const ERROR = /^\{"errors":\[\{"status":"500","title":"Internal Server Error"/;
it.each<[fault: Fault, status: number, text: RegExp, type?: string | null]>([
	[{ kind: 'status' }, 500, ERROR],
	[{ kind: 'status', status: 429 }, 429, /"title":"Too Many Requests"/],
	[{ kind: 'status', status: 503, body: { errors: [] }, processed: true }, 503, /^\{"errors":\[\]\}$/],
	[{ kind: 'malformedJson' }, 200, /^\{[^}]*$/],
	[{ kind: 'html' }, 502, /<html>/, 'text/html; charset=utf-8'],
	[{ kind: 'empty' }, 204, /^$/, null],
	[{ kind: 'empty', status: 200, processed: true }, 200, /^$/, null],
	[{ kind: 'override' }, 200, /^null$/],
	[
		{ kind: 'override', status: 207, body: { errors: [{}] }, processed: true },
		207,
		/^\{"errors":\[\{\}\]\}$/,
	],
	[{ kind: 'override', body: 'not json' }, 200, /^not json$/],
	[{ kind: 'delay', delayMs: 5 }, 201, /"u1"/],
])('%j gives %d once', async (fault, status, text, type = JSON_TYPE) => {
	const isCarriedOut = fault.processed === true || fault.kind === 'delay';
	add(fault);
	const response = await create();
	expect([response.status, response.headers.get('content-type')]).toEqual([status, type]);
	expect([response.text, response.headers.get('retry-after')]).toEqual([textLike(text), null]);
	expect(isStored()).toBe(isCarriedOut);
	expect((await create()).status).toBe(isCarriedOut ? 409 : 201);
});

it('headers and Retry-After are those that are given', async () => {
	add({ kind: 'status', retryAfter: '7', headers: { 'X-RateLimit-Reset': '1' } });
	const { headers } = await create();
	expect([headers.get('retry-after'), headers.get('x-ratelimit-reset')]).toEqual(['7', '1']);
});

it.each([
	['dropBefore', false],
	['dropAfter', true],
] as const)('%s gives no response', async (kind, isCarriedOut) => {
	add({ kind, route: 'createUsers' });
	await expect(create()).rejects.toThrow();
	expect(isStored()).toBe(isCarriedOut);
	const dropped = { route: 'createUsers', status: 'dropped', body: { data: [user('u1')] } };
	expect(kard.sandbox.requests.at(-1)).toMatchObject(dropped);
});

it('a request that is delayed is carried out although its client is gone', async () => {
	const authorization = await kard.bearer();
	add({ kind: 'delay', delayMs: 200 });
	const started = performance.now();
	const headers = { authorization, 'content-type': 'application/json' };
	const body = JSON.stringify({ data: [user('u1')] });
	const signal = AbortSignal.timeout(50);
	const sent = fetch(`${kard.sandbox.baseUrl}${kard.org}/users`, { method: 'POST', headers, body, signal });
	await expect(sent).rejects.toThrow();
	expect(isStored()).toBe(false);
	while (!isStored()) await sleep(10);
	expect(performance.now() - started).toBeGreaterThan(190);
});

it('expiredToken refuses one token from now on, wherever a token is needed', async () => {
	const own = await TestKard.start();
	const authorization = await own.bearer();
	own.sandbox.faults.add({ kind: 'expiredToken' });
	const ask = (path: string, headers?: Record<string, string>) => own.call('GET', path, undefined, headers);
	const responses = [await ask('/v2/ping'), await ask('/v2/issuer'), await ask('/v2/issuer')];
	expect([...responses, await ask('/v2/issuer', { authorization })].map(({ status }) => status)).toEqual([
		200, 401, 401, 200,
	]);
});

it.each<[string, Fault[], number[]]>([
	['one route', [{ kind: 'status', route: 'createUsers' }], [200]],
	['after some, a number of times', [{ kind: 'status', after: 1, times: 2 }], [200, 500, 500, 200, 200]],
	['every third', [{ kind: 'status', every: 3 }], [200, 200, 500, 200, 200, 500, 200]],
	['every second, once', [{ kind: 'status', every: 2, times: 1, after: 1 }], [200, 200, 500, 200, 200, 200]],
	['all until they are cleared', [{ kind: 'status', times: Infinity }], [500, 500, 500]],
	['one by one', [{ kind: 'status' }, { kind: 'html' }, { kind: 'empty', after: 1 }], [500, 502, 204, 200]],
])('faults hit requests: %s', async (_, faults, expected) => {
	add(...faults);
	expect(await statuses(expected.length)).toEqual(expected);
	kard.sandbox.faults.clear();
	expect(await statuses(1)).toEqual([200]);
});

it('a fault without a route hits tokens too', async () => {
	add({ kind: 'html' });
	expect(await kard.bearer()).toBe('Bearer undefined');
});

it('latency is added to every request, and does not hold up closing', async () => {
	const slow = await TestKard.start({ latencyMs: 60 });
	const started = performance.now();
	await slow.get('/v2/ping');
	expect(performance.now() - started).toBeGreaterThan(55);
	slow.sandbox.faults.add({ kind: 'delay', delayMs: 60_000 });
	const dropped = expect(slow.get('/v2/ping')).rejects.toThrow();
	await sleep(20);
	await slow.sandbox.close();
	await dropped;
});
