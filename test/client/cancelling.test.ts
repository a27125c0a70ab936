import { setTimeout as sleep } from 'node:timers/promises';
import { KardAbortError, KardTimeoutError, systemClock, type Clock, type RequestOptions } from '../../shared';
import { outcomes, rejection, textLike } from '../support/expected';
import { purchases } from '../support/purchase';
import { failure, startScriptedKard, userAnswer, type Behaviour } from '../support/scriptedKard';

const kard = startScriptedKard();
// With a token at hand, so that what is timed is the request itself.
const auth = { token: 'given' };
const getUser = (options?: RequestOptions) => kard.client({ auth }).users.get('user-1', options);
const accepted: Behaviour = { status: 202, body: { data: { type: 'job', id: 'job-1' } } };
const onePage = { body: { data: [], links: { next: '?page[after]=a' } } };
const drip: Behaviour = async (_, response) => {
	response.writeHead(200);
	while (!response.destroyed) {
		response.write(' ');
		await sleep(20);
	}
	return undefined;
};

describe('the time of an attempt', () => {
	it('that takes too long is given up, and made again', async () => {
		kard.answer('hang', userAnswer());

		await getUser({ timeoutMs: 500 });

		expect(kard.received).toHaveLength(2);
	});

	it.each<[string, Behaviour]>([
		['no answer', 'hang'],
		['an answer that drips in byte by byte', drip],
	])('ends in a time-out that says how long was waited: %s', async (_, behaviour) => {
		kard.answer(behaviour);

		const error = await rejection(kard.client({ auth, timeoutMs: 300, maxRetries: 1 }).users.get('user-1'));

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toMatchObject({ outcomeUnknown: true, message: textLike('within 0.3 seconds') });
		expect(kard.received).toHaveLength(2);
	});

	it('is over for a POST that could do harm twice: it is not made again', async () => {
		kard.answer('hang');
		const post = kard.client({ auth }).request({ method: 'POST', path: '/v2/thing', timeoutMs: 100 });

		await expect(post).rejects.toBeInstanceOf(KardTimeoutError);
		expect(kard.received).toHaveLength(1);
	});

	it.each<[object, number, readonly number[]]>([
		[{}, 8_000, [60_000, 2_000]],
		[{ timeoutMs: 1_000 }, 8_000, [1_000, 1_000]],
		[{ deadlineMs: undefined }, 8_000, [60_000, 60_000]],
		[{}, 9_999, [60_000, 1]],
		[{}, 10_000, [60_000]],
		[{}, 11_000, [60_000]],
	])(
		'is what the deadline of 10 s leaves (%j, and a token that takes %i ms: %j); with none left, nothing is sent',
		async (options, tokenMs, expected) => {
			const times: number[] = [];
			const client = kard.client({
				deadlineMs: 10_000,
				...options,
				transport: ({ url, timeoutMs }) => {
					times.push(timeoutMs);
					const isToken = url.endsWith('/token');
					if (isToken) kard.clock.advance(tokenMs);
					const body = isToken ? { access_token: 'token-1' } : userAnswer().body;
					return Promise.resolve({ status: 200, headers: {}, body });
				},
			});

			const outcome = await client.users.get('user-1').catch((error: unknown) => error);

			expect(times).toEqual(expected);
			expect(outcome instanceof KardTimeoutError).toBe(expected.length === 1);
			const message = textLike(/time .* used up.*allow more time/);
			expect(outcome).toMatchObject(
				expected.length === 1 ? { outcomeUnknown: false, message } : { id: 'user-1' },
			);
		},
	);

	it('the deadline of the call wins over that of the client', async () => {
		kard.answer(failure(503), userAnswer());

		await kard.client({ deadlineMs: 1 }).users.get('user-1', { deadlineMs: 60_000 });

		expect(kard.received).toHaveLength(2);
	});

	it.each([
		[9_000, 2],
		[10_000, 1],
	])('a deadline of 10 s bounds the whole of a list: after %i ms there are %i pages', async (ms, count) => {
		kard.answer(onePage);
		const list = kard.client().rewards.offers('user-1', {}, { deadlineMs: 10_000, timeoutMs: 500 });
		const pages = list.pages()[Symbol.asyncIterator]();
		await pages.next();
		kard.clock.advance(ms);

		const next = await pages.next().catch((error: unknown) => error);

		expect(next instanceof KardTimeoutError).toBe(count === 1);
		expect(kard.received).toHaveLength(count);
	});
});

describe('cancelling', () => {
	it('an abort while waiting: no further request', async () => {
		kard.answer(failure(503));
		const stop = new AbortController();
		const clock: Clock = {
			...kard.clock,
			sleep: (_, signal) => {
				queueMicrotask(() => {
					stop.abort();
				});
				return systemClock.sleep(60_000, signal);
			},
		};

		const error = await rejection(kard.client({ clock }).users.get('user-1', { signal: stop.signal }));

		expect(error).toBeInstanceOf(KardAbortError);
		expect(error).toMatchObject({ outcomeUnknown: true });
		expect(kard.received).toHaveLength(1);
	});

	it.each(['the client', 'the call'])(
		'an abort in mid-request: no repeat, and the outcome is unknown (signal of %s)',
		async (whose) => {
			const [ofClient, ofCall] = [new AbortController(), new AbortController()];
			kard.answer(() => {
				(whose === 'the client' ? ofClient : ofCall).abort();
				return undefined;
			});
			const client = kard.client({ auth, signal: ofClient.signal });

			const error = await rejection(client.users.get('user-1', { signal: ofCall.signal }));

			expect(error).toBeInstanceOf(KardAbortError);
			const message = 'The run was cancelled while a request was under way; Kard may have received it.';
			expect(error).toMatchObject({ outcomeUnknown: true, message });
			expect(kard.received).toHaveLength(1);
		},
	);

	it('an abort before it began: nothing is sent, and no token is requested', async () => {
		for (const client of [kard.client(), kard.client({ auth })]) {
			const error = await rejection(client.users.get('user-1', { signal: AbortSignal.abort() }));

			expect(error).toBeInstanceOf(KardAbortError);
			const message = 'The run was cancelled. Nothing more was sent to Kard.';
			expect(error).toMatchObject({ outcomeUnknown: false, message });
		}
		await sleep(20);
		expect([...kard.received, ...kard.tokenRequests]).toEqual([]);
	});

	it('an abort between the pages of a list ends the list', async () => {
		const stop = new AbortController();
		kard.answer(onePage);
		const pages = kard.client().rewards.offers('user-1', {}, { signal: stop.signal }).pages();
		const reading = pages[Symbol.asyncIterator]();
		await reading.next();
		stop.abort();

		await expect(reading.next()).rejects.toBeInstanceOf(KardAbortError);
		expect(kard.received).toHaveLength(1);
	});

	it('an abort in the middle of many rows: those done so far are known', async () => {
		const stop = new AbortController();
		kard.answer(accepted, accepted, () => {
			stop.abort();
			return undefined;
		});

		const settings = { batchSize: 1, concurrency: 1, signal: stop.signal };
		const result = await kard.client().transactions.submit(purchases(6), settings);

		expect(kard.received).toHaveLength(3);
		expect(outcomes(result)).toEqual(['submitted', 'submitted', 'unknown', 'failed', 'failed', 'failed']);
	});
});
