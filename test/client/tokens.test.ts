import { EventEmitter, once } from 'node:events';
import { setImmediate as moment, setTimeout as sleep } from 'node:timers/promises';
import { KardAuthenticationError } from '../../shared';
import { failure, fakeKard, rejection, token, userAnswer } from './fakeKard';

const kard = fakeKard();
const bearers = () => kard.received.map(({ headers }) => headers.authorization);
const SECOND = 1_000;

describe('how long a token is used', () => {
	it('one token serves many calls, and is renewed two minutes before it expires', async () => {
		const client = kard.client();
		await client.users.get('user-1');

		kard.clock.advance(3_480 * SECOND - 1);
		await client.users.get('user-1');
		kard.clock.advance(1);
		await client.users.get('user-1');

		expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
		expect(kard.tokenRequests).toHaveLength(2);
	});

	it('is renewed in the middle of a long call as well', async () => {
		const page = (next?: string) => ({
			body: { data: [], links: next === undefined ? {} : { next: `?page[after]=${next}` } },
		});
		kard.answer(page('a'), page());
		const pages = kard.client().rewards.offers('user-1').pages()[Symbol.asyncIterator]();
		await pages.next();
		kard.clock.advance(3_500 * SECOND);
		await pages.next();

		expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-2']);
	});

	it.each([
		['0', 0],
		['60', 60],
		['the text "60"', '60'],
		['negative', -5],
	])('expires_in %s: one token fetch a call', async (_, expiresIn) => {
		let issued = 0;
		kard.answerToken(() => token(`short-${(issued += 1)}`, expiresIn));
		kard.answer(failure(503), failure(503), userAnswer());
		const client = kard.client();

		await client.users.get('user-1');
		await client.users.get('user-1');

		expect(kard.tokenRequests).toHaveLength(2);
		expect(bearers()).toEqual(['Bearer short-1', 'Bearer short-1', 'Bearer short-1', 'Bearer short-2']);
	});

	it('two calls at once with tokens of no life fetch no more than one each', async () => {
		let issued = 0;
		kard.answerToken(() => token(`short-${(issued += 1)}`, 0));
		kard.answer(failure(503), failure(503), failure(503), userAnswer());
		const client = kard.client();

		const first = client.users.get('user-1');
		await client.users.get('user-2');
		await first;

		expect(kard.tokenRequests.length).toBeLessThanOrEqual(2);
	});

	it.each([
		['missing', undefined],
		['null', null],
		['an object', { seconds: 60 }],
		['an empty text', ''],
		['the text "3600"', '3600'],
		['the word "soon"', 'soon'],
	])('expires_in %s: the token is kept for the usual hour', async (_, expiresIn) => {
		let issued = 0;
		kard.answerToken(() => {
			const { body } = token(`token-${(issued += 1)}`);
			return { body: { ...Object(body), expires_in: expiresIn } };
		});
		const client = kard.client();

		await client.users.get('user-1');
		kard.clock.advance(3_479 * SECOND);
		await client.users.get('user-1');
		expect(kard.tokenRequests).toHaveLength(1);
		kard.clock.advance(1 * SECOND);
		await client.users.get('user-1');
		expect(kard.tokenRequests).toHaveLength(2);
	});
});

describe('a token that Kard refuses', () => {
	it('an answer of 401, then 200: one token fetch, one repeat', async () => {
		kard.answer(userAnswer(), failure(401), userAnswer());
		const client = kard.client();
		await client.users.get('user-1');

		const found = await client.users.get('user-1');

		expect(found.id).toBe('user-1');
		expect(kard.tokenRequests).toHaveLength(2);
		expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
		expect(kard.clock.sleeps).toEqual([]);
	});

	it('answers of 401 for ever: two requests, then an error that says what to check', async () => {
		kard.answer(failure(401, 'The token token-2 of secret-of-client-1 is not known.'));

		const error = await rejection(kard.client({ maxRetries: 5 }).users.get('user-1'));

		expect(kard.received).toHaveLength(2);
		expect(kard.tokenRequests).toHaveLength(2);
		expect(error).toBeInstanceOf(KardAuthenticationError);
		expect(error).toMatchObject({ statusCode: 401 });
		expect(error).toHaveProperty('message', expect.stringMatching(/client ID.*client secret.*environment/));
	});

	it('a POST that cannot be repeated blindly is repeated after a 401 all the same: it was not heard', async () => {
		kard.answer(failure(401), { status: 202, body: {} });

		await kard.client().request({ method: 'POST', path: '/v2/thing', body: { a: 1 } });

		expect(kard.received.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
	});

	it('a 503 after the renewal is repeated as ever', async () => {
		kard.answer(failure(401), failure(503), userAnswer());

		await kard.client().users.get('user-1');

		expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-2']);
	});

	it('what went before the 401 is not forgotten: the outcome stays unknown', async () => {
		kard.answer(failure(503), failure(401), 'drop');

		const error = await rejection(
			kard
				.client({ maxRetries: 1 })
				.request({ method: 'POST', path: '/v2/thing', body: {}, idempotent: true }),
		);

		expect(error).toMatchObject({ name: 'KardNetworkError', outcomeUnknown: true });
	});

	it('nor when the token runs out while waiting to repeat, and no new one can be had', async () => {
		kard.answer(failure(503, 'Busy.', { 'Retry-After': '5' }));
		kard.answerToken(token('token-1', 121), failure(401));

		const error = await rejection(kard.client().users.delete('user-1'));

		expect(error).toMatchObject({ name: 'KardAuthenticationError', outcomeUnknown: true });
		expect(kard.received).toHaveLength(1);
	});

	it('neither when no new token can be had after it', async () => {
		kard.answer(failure(503), failure(401));
		kard.answerToken(token('token-1'), failure(401));

		const error = await rejection(kard.client().users.delete('user-1'));

		expect(error).toMatchObject({ name: 'KardAuthenticationError', outcomeUnknown: true });
	});
});

describe('many calls at once', () => {
	const tenCalls = (client = kard.client()) =>
		Promise.allSettled(Array.from({ length: 10 }, (_, index) => client.users.get(`user-${index}`)));

	it('ten calls without a token: one fetch', async () => {
		const outcomes = await tenCalls();

		expect(outcomes.map(({ status }) => status)).toEqual(Array(10).fill('fulfilled'));
		expect(kard.tokenRequests).toHaveLength(1);
	});

	it('ten calls with an expired token: one fetch', async () => {
		const client = kard.client();
		await client.users.get('user-1');
		kard.clock.advance(4_000 * SECOND);

		await tenCalls(client);

		expect(kard.tokenRequests).toHaveLength(2);
		expect(new Set(bearers().slice(1))).toEqual(new Set(['Bearer token-2']));
	});

	it('ten calls with a revoked token: one fetch, each repeated once', async () => {
		const client = kard.client();
		await client.users.get('user-1');
		kard.answer(({ headers }) => (headers.authorization === 'Bearer token-1' ? failure(401) : userAnswer()));

		const outcomes = await tenCalls(client);

		expect(outcomes.map(({ status }) => status)).toEqual(Array(10).fill('fulfilled'));
		expect(kard.tokenRequests).toHaveLength(2);
		expect(kard.received).toHaveLength(21);
	});

	it('when the fetch fails, all ten are rejected, and the next call tries anew', async () => {
		kard.answerToken(failure(401), token('token-later'));
		const client = kard.client();

		const outcomes = await tenCalls(client);

		expect(kard.tokenRequests).toHaveLength(1);
		expect(kard.received).toEqual([]);
		for (const outcome of outcomes) {
			expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'KardAuthenticationError' } });
		}
		await expect(client.users.get('user-1')).resolves.toHaveProperty('id', 'user-1');
	});

	it("one caller's abort ends that call alone, not the fetch that the others wait for", async () => {
		const stop = new AbortController();
		kard.answerToken(async () => {
			stop.abort();
			await moment();
			return token('token-1');
		});
		const client = kard.client();

		const [stopped, other] = await Promise.allSettled([
			client.users.get('user-1', { signal: stop.signal }),
			client.users.get('user-2'),
		]);

		expect(stopped).toMatchObject({ status: 'rejected', reason: { name: 'KardAbortError' } });
		expect(other.status).toBe('fulfilled');
		expect(kard.tokenRequests).toHaveLength(1);
		expect(kard.received).toHaveLength(1);
	});

	it("one caller's abort ends that call at once, however long the fetch takes", async () => {
		const stop = new AbortController();
		const slow = new EventEmitter();
		kard.answerToken(async () => {
			stop.abort();
			await once(slow, 'answer');
			return token('token-1');
		});
		const client = kard.client();
		const other = client.users.get('user-2');

		await rejection(client.users.get('user-1', { signal: stop.signal }));
		slow.emit('answer');

		await expect(other).resolves.toHaveProperty('id', 'user-1');
	});

	it('the signal that stops the whole client stops the fetch as well', async () => {
		const stop = new AbortController();
		kard.answerToken(() => {
			stop.abort();
			return failure(503);
		});

		const error = await rejection(kard.client({ signal: stop.signal }).users.get('user-1'));
		await sleep(30);

		expect(error).toHaveProperty('name', 'KardAbortError');
		expect(kard.tokenRequests).toHaveLength(1);
	});

	it('a 401 that comes late, when the token has been renewed already, renews nothing', async () => {
		const client = kard.client();
		await client.users.get('user-1');
		kard.answer(async ({ headers, path }) => {
			if (headers.authorization !== 'Bearer token-1') return userAnswer();
			while (path.endsWith('user-9') && kard.received.length < 20) await sleep(5);
			return failure(401);
		});

		await tenCalls(client);

		expect(kard.received).toHaveLength(21);
		expect(kard.tokenRequests).toHaveLength(2);
	});

	it("one caller's abort before it began asks for no token at all", async () => {
		const error = await rejection(kard.client().users.get('user-1', { signal: AbortSignal.abort() }));
		await sleep(30);

		expect(error).toHaveProperty('name', 'KardAbortError');
		expect(kard.tokenRequests).toEqual([]);
	});
});
