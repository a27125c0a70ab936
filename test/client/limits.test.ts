import { setTimeout as sleep } from 'node:timers/promises';
import { KardAbortError, KardTimeoutError, systemClock, type Clock, type RequestOptions } from '../../shared';
import { failure, fakeKard, rejection, userAnswer, type Behaviour } from './fakeKard';
import { fates } from './kardUnderTest';
import { transactions } from './rows';

const kard = fakeKard();
// With a token at hand, so that what is timed is the request itself.
const auth = { token: 'given' };
const getUser = (options?: RequestOptions) => kard.client({ auth }).users.get('user-1', options);
const post = (options?: RequestOptions) =>
	kard.client({ auth }).request({ method: 'POST', path: '/v2/thing', body: { a: 1 }, ...options });
const accepted: Behaviour = { status: 202, body: { data: { type: 'job', id: 'job-1' } } };

describe('time limits', () => {
	it('an attempt that takes too long is given up, and made again', async () => {
		kard.answer('hang', userAnswer());

		await getUser({ timeoutMs: 500 });

		expect(kard.received).toHaveLength(2);
	});

	it('when all take too long, a time-out that says how long was waited', async () => {
		kard.answer('hang');

		const error = await rejection(getUser({ timeoutMs: 300, maxRetries: 1 }));

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toMatchObject({ outcomeUnknown: true });
		expect(error).toHaveProperty('message', expect.stringContaining('within 0.3 seconds'));
		expect(kard.received).toHaveLength(2);
	});

	it('a POST of which nothing is known is not made again after a time-out', async () => {
		kard.answer('hang');

		await expect(post({ timeoutMs: 300 })).rejects.toBeInstanceOf(KardTimeoutError);
		expect(kard.received).toHaveLength(1);
	});

	it('the client sets the time of an attempt, too', async () => {
		kard.answer('hang');

		await expect(
			kard.client({ auth, timeoutMs: 300, maxRetries: 0 }).users.get('user-1'),
		).rejects.toBeInstanceOf(KardTimeoutError);
	});

	it('a server that drips its answer byte by byte does not get more time than another', async () => {
		kard.answer(async (_, response) => {
			response.writeHead(200);
			while (!response.destroyed) {
				response.write(' ');
				await sleep(20);
			}
			return undefined;
		});

		await expect(getUser({ timeoutMs: 300, maxRetries: 0 })).rejects.toBeInstanceOf(KardTimeoutError);
	});

	it('no wait goes past the deadline: the last answer is given instead', async () => {
		kard.answer(failure(503));

		const error = await rejection(getUser({ deadlineMs: 1_200, maxRetries: 9 }));

		expect(error).toMatchObject({ statusCode: 503 });
		expect(kard.clock.sleeps).toEqual([500]);
		expect(kard.received).toHaveLength(2);
	});

	it('nor after a dropped connection', async () => {
		kard.answer('drop');

		const error = await rejection(getUser({ deadlineMs: 400, maxRetries: 9 }));

		expect(error).toMatchObject({ name: 'KardNetworkError', outcomeUnknown: true });
		expect(kard.clock.sleeps).toEqual([]);
		expect(kard.received).toHaveLength(1);
	});

	it('an attempt gets no more time than the deadline leaves; the token request is shared and has its own time', async () => {
		const times: number[] = [];
		const client = kard.client({
			deadlineMs: 10_000,
			transport: ({ url, timeoutMs }) => {
				times.push(timeoutMs);
				if (!url.endsWith('/token'))
					return Promise.resolve({ status: 200, headers: {}, body: userAnswer().body });
				kard.clock.advance(8_000);
				return Promise.resolve({ status: 200, headers: {}, body: { access_token: 'token-1' } });
			},
		});

		await client.users.get('user-1');

		expect(times).toEqual([60_000, 2_000]);
	});

	it('when the token request uses up the time, nothing else is sent', async () => {
		let sent = 0;
		const client = kard.client({
			deadlineMs: 10_000,
			transport: () => {
				sent += 1;
				kard.clock.advance(11_000);
				return Promise.resolve({ status: 200, headers: {}, body: { access_token: 'token-1' } });
			},
		});

		const error = await rejection(client.users.get('user-1'));

		expect(error).toBeInstanceOf(KardTimeoutError);
		expect(error).toMatchObject({ outcomeUnknown: false });
		expect(error).toHaveProperty('message', expect.stringMatching(/time .* used up.*allow more time/));
		expect(sent).toBe(1);
	});

	it('the deadline of the call wins over that of the client', async () => {
		kard.answer(failure(503), userAnswer());

		await kard.client({ deadlineMs: 1 }).users.get('user-1', { deadlineMs: 60_000 });

		expect(kard.received).toHaveLength(2);
	});

	it('a deadline bounds the whole of a list', async () => {
		kard.answer({ body: { data: [], links: { next: '?page[after]=a' } } });
		const list = kard.client().rewards.offers('user-1', {}, { deadlineMs: 10_000 });
		const pages = list.pages()[Symbol.asyncIterator]();
		await pages.next();
		kard.clock.advance(10_000);

		await expect(pages.next()).rejects.toBeInstanceOf(KardTimeoutError);
		expect(kard.received).toHaveLength(1);
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

	it('an abort in mid-request: no repeat, and the outcome is unknown', async () => {
		const stop = new AbortController();
		kard.answer(() => {
			stop.abort();
			return undefined;
		});

		const error = await rejection(getUser({ signal: stop.signal }));

		expect(error).toBeInstanceOf(KardAbortError);
		expect(error).toMatchObject({ outcomeUnknown: true });
		expect(error).toHaveProperty('message', expect.stringContaining('Kard may have received it'));
		expect(kard.received).toHaveLength(1);
	});

	it('an abort before it began: nothing is sent', async () => {
		const error = await rejection(getUser({ signal: AbortSignal.abort() }));

		expect(error).toBeInstanceOf(KardAbortError);
		expect(error).toMatchObject({ outcomeUnknown: false });
		expect(kard.received).toEqual([]);
	});

	it('an abort between the pages of a list ends the list', async () => {
		const stop = new AbortController();
		kard.answer({ body: { data: [], links: { next: '?page[after]=a' } } });
		const list = kard.client().rewards.offers('user-1', {}, { signal: stop.signal });

		const reading = (async () => {
			for await (const page of list.pages()) {
				expect(page.data).toEqual([]);
				stop.abort();
			}
		})();

		await expect(reading).rejects.toBeInstanceOf(KardAbortError);
		expect(kard.received).toHaveLength(1);
	});

	it.each(['the client', 'the call'])(
		'an abort through the signal of %s when both have one',
		async (whose) => {
			const [ofClient, ofCall] = [new AbortController(), new AbortController()];
			kard.answer(() => {
				(whose === 'the client' ? ofClient : ofCall).abort();
				return undefined;
			});

			const error = await rejection(
				kard.client({ signal: ofClient.signal }).users.get('user-1', { signal: ofCall.signal }),
			);

			expect(error).toBeInstanceOf(KardAbortError);
		},
	);

	it('an abort in the middle of many rows: those done so far are known', async () => {
		const stop = new AbortController();
		kard.answer(accepted, accepted, () => {
			stop.abort();
			return undefined;
		});

		const result = await kard
			.client()
			.transactions.submit(transactions(6), { batchSize: 1, concurrency: 1, signal: stop.signal });

		expect(kard.received).toHaveLength(3);
		expect(fates(result)).toEqual(['submitted', 'submitted', 'unknown', 'failed', 'failed', 'failed']);
	});
});
