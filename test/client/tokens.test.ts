import { setTimeout as sleep } from 'node:timers/promises';
import { KardAuthenticationError, KardTimeoutError } from '../../shared';
import { rejection, textLike } from '../support/expected';
import { failure, startScriptedKard, token, userAnswer, type Reply } from '../support/scriptedKard';

const kard = startScriptedKard();
const bearers = () => kard.received.map(({ headers }) => headers.authorization?.replace('Bearer ', ''));
const SECOND = 1_000;
/** Tokens with a life of their own: `token-1`, `token-2`, … */
const tokensThatLast = (...life: unknown[]) => {
	let issued = 0;
	kard.answerToken(() => ({
		body: { access_token: `token-${(issued += 1)}`, ...(life.length > 0 ? { expires_in: life[0] } : {}) },
	}));
};

describe('how long a token is used', () => {
	it.each<[string, readonly unknown[], number]>([
		['3600', [3_600], 3_600],
		['the text "3600"', ['3600'], 3_600],
		['600', [600], 600],
		['null', [null], 3_600],
		['an object', [{ seconds: 60 }], 3_600],
		['an empty text', [''], 3_600],
		['the word "soon"', ['soon'], 3_600],
		['missing', [], 3_600],
	])('expires_in %s: it is renewed two minutes before its end', async (_, expiresIn, life) => {
		tokensThatLast(...expiresIn);
		const client = kard.client();
		for (const wait of [0, (life - 120) * SECOND - 1, 1]) {
			kard.clock.advance(wait);
			await client.users.get('user-1');
		}

		expect(bearers()).toEqual(['token-1', 'token-1', 'token-2']);
		expect(kard.tokenRequests).toHaveLength(2);
	});

	it('is renewed in the middle of a long call as well', async () => {
		const page = (links = {}) => ({ body: { data: [], links } });
		kard.answer(page({ next: '?page[after]=a' }), page());
		const pages = kard.client().rewards.offers('user-1').pages()[Symbol.asyncIterator]();
		await pages.next();
		kard.clock.advance(3_500 * SECOND);
		await pages.next();

		expect(bearers()).toEqual(['token-1', 'token-2']);
	});

	it.each([0, 60, 120, '60', -5])('expires_in %j: one token fetch a call', async (expiresIn) => {
		tokensThatLast(expiresIn);
		kard.answer(failure(503), failure(503), userAnswer());
		const client = kard.client();

		await client.users.get('user-1');
		await client.users.get('user-1');

		expect(bearers()).toEqual(['token-1', 'token-1', 'token-1', 'token-2']);
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

		expect(bearers()).toEqual(['token-1', 'token-1', 'token-2']);
		expect(kard.tokenRequests).toHaveLength(2);
		expect(kard.clock.sleeps).toEqual([]);
	});

	it('answers of 401 for ever: two requests, then an error that says what to check', async () => {
		kard.answer(failure(401, 'The token token-2 of secret-of-client-1 is not known.'));

		const error = await rejection(kard.client({ maxRetries: 5 }).users.get('user-1'));

		expect(bearers()).toEqual(['token-1', 'token-2']);
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

		expect(bearers()).toEqual(['token-1', 'token-2', 'token-2']);
	});

	const renewed = [token('token-1'), token('token-2'), failure(401)];
	const lost = [token('token-1'), failure(401)];
	const late = failure(503, 'Busy.', { 'Retry-After': '5' });

	const [auth, network, refusal] = ['KardAuthenticationError', 'KardNetworkError', 'KardApiError'] as const;

	it.each([
		['the repeat is dropped', renewed, [failure(503), failure(401), 'drop'], network, true, 4],
		['the repeat is refused', renewed, [failure(503), failure(401), failure(400)], refusal, true, 3],
		['no new token can be had', lost, [failure(503), failure(401)], auth, true, 2],
		['it runs out while waiting', [token('token-1', 121), failure(401)], [late], auth, true, 1],
		['nothing went before the 401', lost, [failure(401)], auth, false, 1],
	] as const)('an earlier request is not forgotten: %s', async (...row) => {
		const [, tokens, answers, name, outcomeUnknown, requests] = row;
		kard.answerToken(...tokens);
		kard.answer(...answers);

		const error = await rejection(kard.client({ maxRetries: 1 }).users.delete('user-1'));

		expect(error).toMatchObject({ name, outcomeUnknown });
		expect(kard.received).toHaveLength(requests);
	});
});

describe('many calls at once', () => {
	const tenCalls = (client = kard.client()) =>
		Promise.allSettled(Array.from({ length: 10 }, (_, index) => client.users.get(`user-${index}`)));
	const expectFulfilled = (settled: readonly { readonly status: string }[]) => {
		expect(settled.map(({ status }) => status)).toEqual(Array(10).fill('fulfilled'));
	};
	/** Responds to the request for a token only when it is released. */
	const slowToken = (onRequest = (): void => undefined) => {
		let release = (): void => undefined;
		const released = new Promise<void>((resolve) => {
			release = resolve;
		});
		kard.answerToken(async (): Promise<Reply> => {
			onRequest();
			await released;
			return token('token-1');
		});
		return { release };
	};

	it('ten calls without a token: one fetch', async () => {
		expectFulfilled(await tenCalls());
		expect(kard.tokenRequests).toHaveLength(1);
	});

	it('ten calls with an expired token: one fetch', async () => {
		const client = kard.client();
		await client.users.get('user-1');
		kard.clock.advance(4_000 * SECOND);

		await tenCalls(client);

		expect(kard.tokenRequests).toHaveLength(2);
		expect(new Set(bearers().slice(1))).toEqual(new Set(['token-2']));
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

		expectFulfilled(await tenCalls(client));

		expect(kard.tokenRequests).toHaveLength(2);
		expect(kard.received).toHaveLength(21);
	});

	it('when the fetch fails, all ten are rejected, and the next call tries anew', async () => {
		kard.answerToken(failure(401), token('token-later'));
		const client = kard.client();

		const settled = await tenCalls(client);

		expect(kard.tokenRequests).toHaveLength(1);
		expect(kard.received).toEqual([]);
		const rejected = { status: 'rejected', reason: { name: 'KardAuthenticationError' } };
		expect(settled).toMatchObject(Array(10).fill(rejected));
		await expect(client.users.get('user-1')).resolves.toHaveProperty('id', 'user-1');
	});

	it("one caller's abort ends that call at once and alone, not the fetch that the others wait for", async () => {
		const stop = new AbortController();
		const { release } = slowToken(() => {
			stop.abort();
		});
		const client = kard.client();
		const other = client.users.get('user-2');

		const error = await rejection(client.users.get('user-1', { signal: stop.signal }));
		release();

		expect(error).toHaveProperty('name', 'KardAbortError');
		await expect(other).resolves.toHaveProperty('id', 'user-1');
		expect(kard.tokenRequests).toHaveLength(1);
		expect(kard.received).toHaveLength(1);
	});

	it("one caller's short deadline ends that call alone: the other still gets the token", async () => {
		const { release } = slowToken();
		const client = kard.client();
		const other = client.users.get('user-2');

		const error = await rejection(client.users.get('user-1', { deadlineMs: 50 }));
		release();

		expect(error).toBeInstanceOf(KardTimeoutError);
		const message = textLike('time for this step was used up');
		expect(error).toMatchObject({ outcomeUnknown: false, message });
		await expect(other).resolves.toHaveProperty('id', 'user-1');
	});

	it('a token that does not come is not waited for longer than the call would wait for an answer', async () => {
		kard.answerToken('hang');

		const error = await rejection(kard.client().users.get('user-1', { timeoutMs: 30, maxRetries: 0 }));

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toMatchObject({ noToken: true, message: 'No token came in time. Try again later.' });
		expect(kard.received).toEqual([]);
	});

	it.each(['client', 'call'])(
		'the signal of the %s stops a fetch without bringing the process down',
		async (whose) => {
			const unhandled: unknown[] = [];
			const note = (reason: unknown) => unhandled.push(reason);
			process.on('unhandledRejection', note);
			const stop = new AbortController();
			const [ofClient, ofCall] =
				whose === 'client' ? [{ signal: stop.signal }, {}] : [{}, { signal: stop.signal }];
			kard.answerToken(async () => {
				stop.abort();
				await sleep(80);
				return failure(whose === 'client' ? 503 : 401);
			});

			const error = await rejection(kard.client(ofClient).users.get('user-1', ofCall));
			await sleep(80);
			process.off('unhandledRejection', note);

			expect(error).toHaveProperty('name', 'KardAbortError');
			expect(kard.tokenRequests).toHaveLength(1);
			expect(unhandled).toEqual([]);
		},
	);
});
