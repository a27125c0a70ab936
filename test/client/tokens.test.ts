import { EventEmitter, once } from 'node:events';
import { setImmediate as moment, setTimeout as sleep } from 'node:timers/promises';
import { KardAuthenticationError, KardTimeoutError } from '../../shared';
import { rejection, textLike } from '../support/expected';
import { failure, startScriptedKard, token, userAnswer } from '../support/scriptedKard';

const kard = startScriptedKard();
const bearers = () => kard.received.map(({ headers }) => headers.authorization);
const SECOND = 1_000;
/** Tokens with a life of their own: `token-1`, `token-2`, … */
const tokensThatLast = (expiresIn: unknown) => {
	let issued = 0;
	kard.answerToken(() => token(`token-${(issued += 1)}`, expiresIn));
};

describe('how long a token is used', () => {
	it.each<[string, unknown, number]>([
		['3600', 3_600, 3_600],
		['the text "3600"', '3600', 3_600],
		['600', 600, 600],
		['null', null, 3_600],
		['an object', { seconds: 60 }, 3_600],
		['an empty text', '', 3_600],
		['the word "soon"', 'soon', 3_600],
	])('expires_in %s: it is renewed two minutes before its end', async (_, expiresIn, life) => {
		tokensThatLast(expiresIn);
		const client = kard.client();
		await client.users.get('user-1');

		kard.clock.advance((life - 120) * SECOND - 1);
		await client.users.get('user-1');
		kard.clock.advance(1);
		await client.users.get('user-1');

		expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
		expect(kard.tokenRequests).toHaveLength(2);
	});

	it('expires_in missing: the token is kept for the usual hour', async () => {
		kard.answerToken({ body: { access_token: 'token-1' } }, { body: { access_token: 'token-2' } });
		const client = kard.client();
		await client.users.get('user-1');
		kard.clock.advance(3_479 * SECOND);
		await client.users.get('user-1');
		kard.clock.advance(1 * SECOND);
		await client.users.get('user-1');

		expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
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
		['120', 120],
		['the text "60"', '60'],
		['negative', -5],
	])('expires_in %s: one token fetch a call', async (_, expiresIn) => {
		tokensThatLast(expiresIn);
		kard.answer(failure(503), failure(503), userAnswer());
		const client = kard.client();

		await client.users.get('user-1');
		await client.users.get('user-1');

		expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
		expect(kard.tokenRequests).toHaveLength(2);
	});

	it('two calls at once with tokens of no life fetch no more than one each', async () => {
		tokensThatLast(0);
		kard.answer(failure(503), failure(503), failure(503), userAnswer());
		const client = kard.client();

		await Promise.all([client.users.get('user-1'), client.users.get('user-2')]);

		expect(kard.tokenRequests.length).toBeLessThanOrEqual(2);
	});
});

describe('a token that Kard refuses', () => {
	it('an answer of 401, then 200: one token fetch, one repeat', async () => {
		kard.answer(userAnswer(), failure(401), userAnswer());
		const client = kard.client();
		await client.users.get('user-1');

		await expect(client.users.get('user-1')).resolves.toHaveProperty('id', 'user-1');

		expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
		expect(kard.tokenRequests).toHaveLength(2);
		expect(kard.clock.sleeps).toEqual([]);
	});

	it('answers of 401 for ever: two requests, then an error that says what to check', async () => {
		kard.answer(failure(401, 'The token token-2 of secret-of-client-1 is not known.'));

		const error = await rejection(kard.client({ maxRetries: 5 }).users.get('user-1'));

		expect(kard.received).toHaveLength(2);
		expect(kard.tokenRequests).toHaveLength(2);
		expect(error).toBeInstanceOf(KardAuthenticationError);
		expect(error).toMatchObject({
			statusCode: 401,
			message: textLike(/client ID.*client secret.*environment.*The token ••• of ••• is not known/),
		});
	});

	it('a POST that could do harm twice is repeated after a 401 all the same: it was not heard', async () => {
		kard.answer(failure(401), { status: 202, body: {} });

		await kard.client().request({ method: 'POST', path: '/v2/thing', body: { a: 1 } });

		expect(kard.received.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
	});

	it('a 503 after the renewal is repeated as ever', async () => {
		kard.answer(failure(401), failure(503), userAnswer());

		await kard.client().users.get('user-1');

		expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-2']);
	});

	it.each([
		['the repeat is dropped', ['token-2'], 'drop', 'KardNetworkError'],
		['the repeat is refused', ['token-2'], failure(400), 'KardApiError'],
		['no new token can be had', [], 'drop', 'KardAuthenticationError'],
	] as const)('what went before the 401 is not forgotten where %s', async (_, tokens, behaviour, name) => {
		kard.answerToken(token('token-1'), ...tokens.map((value) => token(value)), failure(401));
		kard.answer(failure(503), failure(401), behaviour);

		const error = await rejection(kard.client({ maxRetries: 1 }).users.delete('user-1'));

		expect(error).toMatchObject({ name, outcomeUnknown: true });
	});

	it('nor when the token runs out while waiting to repeat, and no new one can be had', async () => {
		kard.answer(failure(503, 'Busy.', { 'Retry-After': '5' }));
		kard.answerToken(token('token-1', 121), failure(401));

		const error = await rejection(kard.client().users.delete('user-1'));

		expect(error).toMatchObject({ name: 'KardAuthenticationError', outcomeUnknown: true });
		expect(kard.received).toHaveLength(1);
	});

	it('and no request before it leaves no doubt where no new token can be had', async () => {
		kard.answer(failure(401));
		kard.answerToken(token('token-1'), failure(401));

		const error = await rejection(kard.client().users.delete('user-1'));

		expect(error).toMatchObject({ name: 'KardAuthenticationError', outcomeUnknown: false, noToken: true });
	});
});

describe('many calls at once', () => {
	const tenCalls = (client = kard.client()) =>
		Promise.allSettled(Array.from({ length: 10 }, (_, index) => client.users.get(`user-${index}`)));
	const fulfilled = Array(10).fill('fulfilled');
	const statuses = (outcomes: readonly { readonly status: string }[]) => outcomes.map(({ status }) => status);

	it('ten calls without a token: one fetch', async () => {
		expect(statuses(await tenCalls())).toEqual(fulfilled);
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

	it.each([
		['at once', 0],
		['late, when the token has been renewed already', 20],
	])('ten calls with a revoked token: one fetch, each repeated once (one 401 comes %s)', async (_, last) => {
		const client = kard.client();
		await client.users.get('user-1');
		kard.answer(async ({ headers, path }) => {
			if (headers.authorization !== 'Bearer token-1') return userAnswer();
			while (path.endsWith('user-9') && kard.received.length < last) await sleep(5);
			return failure(401);
		});

		expect(statuses(await tenCalls(client))).toEqual(fulfilled);

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

	it("one caller's abort ends that call at once and alone, not the fetch that the others wait for", async () => {
		const stop = new AbortController();
		const slow = new EventEmitter();
		kard.answerToken(async () => {
			stop.abort();
			await once(slow, 'answer');
			return token('token-1');
		});
		const client = kard.client();
		const other = client.users.get('user-2');

		const error = await rejection(client.users.get('user-1', { signal: stop.signal }));
		slow.emit('answer');

		expect(error).toHaveProperty('name', 'KardAbortError');
		await expect(other).resolves.toHaveProperty('id', 'user-1');
		expect(kard.tokenRequests).toHaveLength(1);
		expect(kard.received).toHaveLength(1);
	});

	it("one caller's short deadline ends that call alone: the other still gets the token", async () => {
		const slow = new EventEmitter();
		kard.answerToken(async () => {
			await once(slow, 'answer');
			return token('token-1');
		});
		const client = kard.client();
		const other = client.users.get('user-2');

		const error = await rejection(client.users.get('user-1', { deadlineMs: 50 }));
		slow.emit('answer');

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toMatchObject({
			outcomeUnknown: false,
			message: textLike('time for this step was used up'),
		});
		await expect(other).resolves.toHaveProperty('id', 'user-1');
	});

	it('a token that does not come is not waited for longer than the call would wait for an answer', async () => {
		kard.answerToken('hang');

		const error = await rejection(kard.client().users.get('user-1', { timeoutMs: 30, maxRetries: 0 }));

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toMatchObject({ noToken: true, message: 'No token came in time. Try again later.' });
		expect(kard.received).toEqual([]);
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

	it('a refresh that fails after its caller was cancelled does not bring the process down', async () => {
		const unhandled: unknown[] = [];
		const note = (reason: unknown) => unhandled.push(reason);
		process.on('unhandledRejection', note);
		const stop = new AbortController();
		kard.answerToken(async () => {
			stop.abort();
			await moment();
			return failure(401);
		});

		await rejection(kard.client().users.get('user-1', { signal: stop.signal }));
		await sleep(30);
		process.off('unhandledRejection', note);

		expect(unhandled).toEqual([]);
	});
});
