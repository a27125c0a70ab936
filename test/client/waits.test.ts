import { setImmediate as moment, setTimeout as sleep } from 'node:timers/promises';
import {
	KardRateLimitError,
	type KardClientOptions,
	type RequestOptions,
	type Transport,
} from '../../shared';
import { axiosTransport } from '../../shared/axios';
import { CallContext } from '../../shared/http/callContext';
import { retryPolicy } from '../../shared/http/retryPolicy';
import { testClock } from './clock';
import { failure, fakeKard, rejection, userAnswer, type Reply } from './fakeKard';
import { fates } from './kardUnderTest';
import { transactions } from './rows';
import { sendThrough } from './sendThrough';

const kard = fakeKard();
const getUser = (options?: RequestOptions) => kard.client().users.get('user-1', options);
const accepted: Reply = { status: 202, body: { data: { type: 'job', id: 'job-1' } } };

describe('how long Kard asks to wait', () => {
	const waitsAfter = async (headers: Record<string, string>, status = 429) => {
		kard.answer(failure(status, 'Slow down.', headers), userAnswer());
		await getUser();
		expect(kard.received).toHaveLength(2);
		return kard.clock.sleeps;
	};

	it('waits as many seconds as Retry-After says', async () => {
		await expect(waitsAfter({ 'Retry-After': '7' })).resolves.toEqual([7_000]);
	});

	it('waits until the date that Retry-After gives', async () => {
		await expect(waitsAfter({ 'Retry-After': 'Wed, 04 Mar 2026 12:00:09 GMT' })).resolves.toEqual([9_000]);
	});

	it('rounds a fraction of a second up', async () => {
		await expect(waitsAfter({ 'Retry-After': '1.0001' })).resolves.toEqual([1_001]);
	});

	it.each([
		'-5',
		'0',
		'',
		'soon',
		'NaN',
		'1e3',
		'5 apples',
		'Wed, 04 Mar 2026 11:00:00 GMT',
		'2026-03-04T12:00:09Z',
	])('Retry-After %j says nothing: capped back-off', async (retryAfter) => {
		await expect(waitsAfter({ 'Retry-After': retryAfter })).resolves.toEqual([500]);
	});

	it('X-RateLimit-Reset in seconds since 1970', async () => {
		const reset = String(kard.clock.now() / 1_000 + 12);
		await expect(waitsAfter({ 'X-RateLimit-Reset': reset })).resolves.toEqual([12_000]);
	});

	it.each(['1', 'never', '-1'])('X-RateLimit-Reset %j says nothing', async (reset) => {
		await expect(waitsAfter({ 'X-RateLimit-Reset': reset })).resolves.toEqual([500]);
	});

	it('Retry-After wins over X-RateLimit-Reset', async () => {
		const reset = String(kard.clock.now() / 1_000 + 12);
		await expect(waitsAfter({ 'Retry-After': '3', 'X-RateLimit-Reset': reset })).resolves.toEqual([3_000]);
	});

	it.each([503, 500, 408])('also on %i', async (status) => {
		await expect(waitsAfter({ 'Retry-After': '2' }, status)).resolves.toEqual([2_000]);
	});

	it('a whole minute is waited for', async () => {
		await expect(waitsAfter({ 'Retry-After': '60' })).resolves.toEqual([60_000]);
	});

	it.each([
		['61', '61 seconds'],
		['600', '10 minutes'],
		['36000', '10 hours'],
		['Wed, 04 Mar 2026 22:00:00 GMT', '10 hours'],
	])('Retry-After %s exceeds the cap: fails at once and says so', async (retryAfter, words) => {
		kard.answer(failure(429, 'Slow down.', { 'Retry-After': retryAfter }));

		const error = await rejection(getUser());

		expect(error).toBeInstanceOf(KardRateLimitError);
		expect(error).toHaveProperty('message', expect.stringContaining(words));
		expect(kard.received).toHaveLength(1);
		expect(kard.clock.sleeps).toEqual([]);
	});

	it('a wait that exceeds the deadline fails at once as well', async () => {
		kard.answer(failure(503, 'Busy.', { 'Retry-After': '30' }));

		const error = await rejection(getUser({ deadlineMs: 20_000 }));

		expect(error).toMatchObject({ statusCode: 503, retryAfterMs: 30_000 });
		expect(error).toHaveProperty('message', expect.stringContaining('30 seconds'));
		expect(kard.clock.sleeps).toEqual([]);
	});

	it('the rest of the call fails as well, without another request', async () => {
		kard.answer(accepted, failure(429, 'Slow down.', { 'Retry-After': '36000' }), accepted);

		const result = await kard.client().transactions.submit(transactions(5), { batchSize: 1, concurrency: 1 });

		expect(kard.received).toHaveLength(2);
		expect(fates(result)).toEqual(['submitted', 'failed', 'failed', 'failed', 'failed']);
		for (const { error } of result.failed) expect(error.retryAfterMs).toBe(36_000_000);
	});
});

describe('one "slow down" is meant for all requests of the call', () => {
	/** Answers the second request with 429, and holds the others back until that has been heard. */
	const slowDownInParallel = () => {
		kard.answer(accepted, failure(429, 'Slow down.', { 'Retry-After': '7' }), async () => {
			for (let turn = 0; turn < 200 && kard.clock.sleeps.length === 0; turn += 1) await sleep(5);
			return accepted;
		});
	};

	/** A client that notes when it sends what. */
	const watched = (options: Partial<KardClientOptions> = {}) => {
		const times: number[] = [];
		const overSockets = axiosTransport();
		const transport: Transport = (request) => {
			if (!request.url.endsWith('/token')) times.push(kard.clock.now());
			return overSockets(request);
		};
		return { times, client: kard.client({ ...options, transport }) };
	};

	it('one 429 sends nothing for 7 s, for any of the parallel requests', async () => {
		slowDownInParallel();
		const { times, client } = watched();
		const start = kard.clock.now();

		const result = await client.transactions.submit(transactions(12), { batchSize: 1, concurrency: 4 });

		expect(new Set(fates(result))).toEqual(new Set(['submitted']));
		expect(times).toHaveLength(13);
		// The first alone, then four at once, of which one is told to wait.
		expect(times.slice(0, 5)).toEqual(Array(5).fill(start));
		expect(Math.min(...times.slice(5))).toBeGreaterThanOrEqual(start + 7_000);
	});

	it('holds the others back also when the request that was told so is not repeated', async () => {
		slowDownInParallel();
		const { times, client } = watched({ maxRetries: 0 });
		const start = kard.clock.now();

		const result = await client.transactions.submit(transactions(8), { batchSize: 1, concurrency: 4 });

		expect(result.failed).toHaveLength(1);
		expect(times).toHaveLength(8);
		expect(Math.min(...times.slice(5))).toBeGreaterThanOrEqual(start + 7_000);
	});

	it('holds the others back also when Kard does not say for how long', async () => {
		const clock = { ...testClock(), sleep: () => new Promise<void>(() => undefined) };
		const call = new CallContext(clock, { maxRetries: 2, timeoutMs: 1_000 });
		const sent: number[] = [];
		const send = (status: number) => {
			const attempt = () => {
				sent.push(status);
				return Promise.resolve({ status, headers: {}, body: '' });
			};
			void sendThrough(call, attempt);
		};

		send(429);
		await moment();
		send(200);
		await moment();

		expect(sent).toEqual([429]);
	});

	it('a pause that is made longer meanwhile is waited for to its end', async () => {
		const clock = testClock();
		const call = new CallContext(clock, { maxRetries: 0, timeoutMs: 1_000 });
		const start = clock.now();
		call.pause(2_000);
		const waiting = call.ready();
		call.pause(5_000);
		call.pause(1_000);

		await waiting;

		expect(clock.now()).toBe(start + 5_000);
	});
});

describe('the budget of repeats', () => {
	it('keeps a struggling Kard from being hammered: a call has ten repeats, not two for each request', async () => {
		kard.answer(failure(503));

		const result = await kard
			.client()
			.transactions.submit(transactions(40), { batchSize: 1, concurrency: 4 });

		expect(result.failed).toHaveLength(40);
		expect(kard.received.length).toBeLessThanOrEqual(40 + retryPolicy.budget);
	});

	it('is filled up by answers: a failure now and then is always got over', async () => {
		const { clock } = kard;
		const call = new CallContext(clock, { maxRetries: 2, timeoutMs: 1_000 });
		let sent = 0;
		const attempt = () => {
			sent += 1;
			return Promise.resolve({ status: sent % 2 === 1 ? 503 : 200, headers: {}, body: '{}' });
		};

		for (let request = 0; request < 50; request += 1) {
			await expect(sendThrough(call, attempt)).resolves.toHaveProperty('status', 200);
		}

		expect(sent).toBe(100);
	});
});
