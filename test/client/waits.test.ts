import fc from 'fast-check';
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
import type { TransportResponse } from '../../shared/http/transport';
import { fakeClock } from '../support/clock';
import { outcomes, rejection, textLike } from '../support/expected';
import { failure, startScriptedKard, userAnswer, type Reply } from '../support/scriptedKard';
import { transactions } from './rows';
import { sendThrough } from './sendThrough';

const kard = startScriptedKard();
const getUser = (options?: RequestOptions) => kard.client().users.get('user-1', options);
const accepted: Reply = { status: 202, body: { data: { type: 'job', id: 'job-1' } } };
const submit = (count: number, options = {}) =>
	kard.client().transactions.submit(transactions(count), { batchSize: 1, concurrency: 1, ...options });

/** The clock of every test begins at this time. */
const NOW = Date.UTC(2026, 2, 4, 12);
const dateIn = (ms: number) => new Date(NOW + ms).toUTCString();
const secondsIn = (ms: number) => String((NOW + ms) / 1_000);
const QUOTA = 'Kard-Api-Usage-Quota-Reset';
const REMAINING = 'Kard-Api-Usage-Quota-Remaining';
const BACK_OFF = 500;

describe('how long Kard asks to wait', () => {
	const waitAfter = async (headers: Record<string, string>, status = 429) => {
		kard.answer(failure(status, 'Slow down.', headers), userAnswer());
		await getUser();
		return kard.clock.sleeps;
	};

	it.each([
		['7', 7_000],
		['60', 60_000],
		['0.001', 1],
		['1.0001', 1_001],
		[dateIn(9_000), 9_000],
		[dateIn(1_000), 1_000],
	])('Retry-After %j is waited for: %i ms', async (retryAfter, ms) => {
		await expect(waitAfter({ 'Retry-After': retryAfter })).resolves.toEqual([ms]);
	});

	it.each([
		...['-5', '0', '', 'soon', 'NaN', '1e3', '5 apples', '2026-03-04T12:00:09Z'],
		...[dateIn(0), dateIn(-1_000), dateIn(-3_600_000)],
	])('Retry-After %j says nothing: capped back-off', async (retryAfter) => {
		await expect(waitAfter({ 'Retry-After': retryAfter })).resolves.toEqual([BACK_OFF]);
	});

	it.each<[Record<string, string>, number]>([
		[{ 'X-RateLimit-Reset': secondsIn(12_000) }, 12_000],
		[{ 'X-RateLimit-Reset': secondsIn(1_000) }, 1_000],
		[{ 'X-RateLimit-Reset': secondsIn(0) }, BACK_OFF],
		...['1', 'never', '-1'].map((reset): [Record<string, string>, number] => [
			{ 'X-RateLimit-Reset': reset },
			BACK_OFF,
		]),
		...['1', '7', '60'].map((reset): [Record<string, string>, number] => [
			{ [QUOTA]: reset },
			1_000 * Number(reset),
		]),
		...['0', '', '-1', '61', '60.5', '060', '3600', 'soon', '1e1', '0x10', '7 s'].map(
			(reset): [Record<string, string>, number] => [{ [QUOTA]: reset }, BACK_OFF],
		),
		[{ 'Retry-After': '3', 'X-RateLimit-Reset': secondsIn(12_000) }, 3_000],
		[{ 'Retry-After': '2', [QUOTA]: '3' }, 2_000],
		[{ 'Retry-After': '0', [QUOTA]: '3' }, 3_000],
		[{ [QUOTA]: '3', 'X-RateLimit-Reset': secondsIn(9_000) }, 3_000],
		[{ [QUOTA]: '?', 'X-RateLimit-Reset': secondsIn(9_000) }, 9_000],
	])('with %j the wait is %i ms', async (headers, ms) => {
		await expect(waitAfter(headers)).resolves.toEqual([ms]);
	});

	it.each([503, 500, 408])('also on %i', async (status) => {
		await expect(waitAfter({ 'Retry-After': '2' }, status)).resolves.toEqual([2_000]);
	});

	it.each([
		['61', 61_000, '61 seconds'],
		['119.001', 119_001, '2 minutes'],
		['600', 600_000, '10 minutes'],
		['36000', 36_000_000, '10 hours'],
		[dateIn(36_000_000), 36_000_000, '10 hours'],
	])('Retry-After %s exceeds the cap: fails at once and says so', async (retryAfter, retryAfterMs, words) => {
		kard.answer(failure(429, 'Slow down.', { 'Retry-After': retryAfter }));

		const error = await rejection(getUser());

		expect(error).toBeInstanceOf(KardRateLimitError);
		expect(error).toMatchObject({ retryAfterMs, message: textLike(`to wait ${words}`) });
		expect(kard.received).toHaveLength(1);
		expect(kard.clock.sleeps).toEqual([]);
	});

	it('the rest of the call fails as well, without another request', async () => {
		kard.answer(accepted, failure(429, 'Slow down.', { 'Retry-After': '36000' }), accepted);

		const result = await submit(5);

		expect(kard.received).toHaveLength(2);
		expect(outcomes(result)).toEqual(['submitted', 'failed', 'failed', 'failed', 'failed']);
		for (const { error } of result.failed) expect(error.retryAfterMs).toBe(36_000_000);
	});

	it.each<[Record<string, string>, object, readonly number[]]>([
		[{ [REMAINING]: '0', [QUOTA]: '4' }, {}, [4_000]],
		[{ [REMAINING]: ' 00 ', [QUOTA]: '4' }, {}, [4_000]],
		[{ [REMAINING]: '1', [QUOTA]: '4' }, {}, []],
		[{ [REMAINING]: '10', [QUOTA]: '4' }, {}, []],
		[{ [REMAINING]: '', [QUOTA]: '4' }, {}, []],
		[{ [REMAINING]: '-0', [QUOTA]: '4' }, {}, []],
		[{ [REMAINING]: '0', [QUOTA]: '0' }, {}, []],
		[{ [REMAINING]: '0' }, {}, []],
		[{ [QUOTA]: '4' }, {}, []],
		// Kard may still take a request for which there is no time to wait.
		[{ [REMAINING]: '0', [QUOTA]: '40' }, { deadlineMs: 30_000 }, []],
	])('after a success with %j (%j) the next request waits %j ms', async (headers, options, waits) => {
		kard.answer({ ...accepted, headers });

		expect(outcomes(await submit(2, options))).toEqual(['submitted', 'submitted']);
		expect(kard.clock.sleeps).toEqual(waits);
	});
});

describe('back-off', () => {
	const dropped = () => Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));

	it.each([
		[0, [0, 0, 0, 0, 0, 0, 0, 0]],
		[0.5, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]],
		[0.999, [999, 1_998, 3_996, 7_992, 15_984, 31_968, 59_940, 59_940]],
	])('doubles up to a minute, with chance %d', async (chance, waits) => {
		kard.answer(failure(503));
		const client = kard.client({ clock: { ...kard.clock, random: () => chance }, maxRetries: 8 });

		await rejection(client.users.get('user-1'));

		expect(kard.clock.sleeps).toEqual(waits);
	});

	it.each([
		[500, 1, []],
		[501, 2, [500]],
		[1_500, 2, [500]],
		[1_501, 3, [500, 1_000]],
	])('with a deadline of %i ms there are %i attempts', async (deadlineMs, attempts, waits) => {
		for (const answer of [() => Promise.resolve({ status: 503, headers: {}, body: '' }), dropped]) {
			let sent = 0;
			const clock = fakeClock();
			const call = new CallContext(clock, { maxRetries: 9, timeoutMs: 1_000, deadlineMs });

			await sendThrough(call, () => {
				sent += 1;
				return answer();
			}).catch((error: unknown) => error);

			expect(sent).toBe(attempts);
			expect(clock.sleeps).toEqual(waits);
		}
	});

	it('a wait that exceeds the deadline fails at once as well', async () => {
		kard.answer(failure(503, 'Busy.', { 'Retry-After': '30' }));

		const error = await rejection(getUser({ deadlineMs: 30_000 }));

		expect(error).toMatchObject({ statusCode: 503, retryAfterMs: 30_000, message: textLike('30 seconds') });
		expect(kard.clock.sleeps).toEqual([]);
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

	/** When a client sent its requests, in milliseconds since it began. */
	const timesOf = async (count: number, options: Partial<KardClientOptions> = {}) => {
		slowDownInParallel();
		const times: number[] = [];
		const overSockets = axiosTransport();
		const transport: Transport = (request) => {
			if (!request.url.endsWith('/token')) times.push(kard.clock.now() - NOW);
			return overSockets(request);
		};
		const client = kard.client({ ...options, transport });
		const result = await client.transactions.submit(transactions(count), { batchSize: 1, concurrency: 4 });
		return { times, result };
	};

	it('one 429 sends nothing for 7 s, for any of the parallel requests', async () => {
		const { times, result } = await timesOf(12);

		expect(new Set(outcomes(result))).toEqual(new Set(['submitted']));
		expect(times).toHaveLength(13);
		// The first alone, then four at once, of which one is told to wait.
		expect(times.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
		expect(Math.min(...times.slice(5))).toBeGreaterThanOrEqual(7_000);
	});

	it('also when the request that was refused so is not repeated', async () => {
		const { times, result } = await timesOf(8, { maxRetries: 0 });

		expect(result.failed).toHaveLength(1);
		expect(times).toHaveLength(8);
		expect(Math.min(...times.slice(5))).toBeGreaterThanOrEqual(7_000);
	});

	it('also when Kard does not say for how long', async () => {
		const clock = { ...fakeClock(), sleep: () => new Promise<void>(() => undefined) };
		const call = new CallContext(clock, { maxRetries: 2, timeoutMs: 1_000 });
		const sent: number[] = [];
		for (const status of [429, 200]) {
			void sendThrough(call, () => {
				sent.push(status);
				return Promise.resolve({ status, headers: {}, body: '' });
			});
			await moment();
		}

		expect(sent).toEqual([429]);
	});

	it('a pause that is made longer meanwhile is waited for to its end', async () => {
		const clock = fakeClock();
		const call = new CallContext(clock, { maxRetries: 0, timeoutMs: 1_000 });
		call.pause(2_000);
		const waiting = call.ready();
		call.pause(5_000);
		call.pause(1_000);

		await waiting;

		expect(clock.now()).toBe(NOW + 5_000);
	});
});

describe('the retry budget', () => {
	const call = (maxRetries: number) => new CallContext(kard.clock, { maxRetries, timeoutMs: 1_000 });

	it('is ten for a call, whatever it may retry', async () => {
		kard.answer(failure(503));

		await rejection(getUser({ maxRetries: 30 }));

		expect(kard.received).toHaveLength(1 + retryPolicy.budget);
		expect(retryPolicy).toMatchObject({ maxRetries: 2, longestDelayMs: 60_000, budget: 10 });
	});

	it('is shared by all requests of the call, so that a struggling Kard is not hammered', async () => {
		kard.answer(failure(503));

		const result = await submit(40, { concurrency: 4 });

		expect(result.failed).toHaveLength(40);
		expect(kard.received).toHaveLength(40 + retryPolicy.budget);
	});

	it.each([
		['JSON', '{}', 100],
		['a web page, which Kard did not send', '<html></html>', 50 + retryPolicy.budget],
	])('is filled up by answers that are %s', async (_, body, requests) => {
		const shared = call(2);
		let sent = 0;
		for (let request = 0; request < 50; request += 1) {
			let tries = 0;
			await sendThrough(shared, () => {
				sent += 1;
				tries += 1;
				return Promise.resolve({ status: tries === 1 ? 503 : 200, headers: {}, body });
			});
		}

		expect(sent).toBe(requests);
	});

	it('is never more than ten, however many answers there were', async () => {
		const shared = call(30);
		const status = { now: 200 };
		let sent = 0;
		const attempt = (): Promise<TransportResponse> => {
			sent += 1;
			return Promise.resolve({ status: status.now, headers: {}, body: '{}' });
		};
		for (let request = 0; request < 20; request += 1) await sendThrough(shared, attempt);
		status.now = 503;

		await sendThrough(shared, attempt);

		expect(sent).toBe(20 + 1 + retryPolicy.budget);
	});
});

describe('whatever happens', () => {
	const retryable = fc.oneof(
		{ weight: 3, arbitrary: fc.constantFrom(408, 429, 500, 503).map((status) => ({ status, headers: {} })) },
		fc.integer({ min: -10, max: 100 }).map((wait) => ({
			status: 429,
			headers: { 'Retry-After': String(wait) },
		})),
		fc.constant('drop' as const),
		fc.constantFrom(200, 404).map((status) => ({ status, headers: {} })),
	);

	it('no wait is longer than a minute, none ends past the deadline, none begins after an abort', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(retryable, { minLength: 1, maxLength: 20 }),
				fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
				fc.record({
					maxRetries: fc.nat({ max: 30 }),
					deadlineMs: fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: undefined }),
					abortAt: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
					idempotent: fc.boolean(),
				}),
				async (answers, chance, { maxRetries, deadlineMs, abortAt, idempotent }) => {
					const clock = { ...fakeClock(), random: () => chance };
					const stop = new AbortController();
					const sent: unknown[] = [];
					const attempt = (): Promise<TransportResponse> => {
						expect(stop.signal.aborted).toBe(false);
						const next = answers[sent.length % answers.length] ?? 'drop';
						sent.push(next);
						if (sent.length === abortAt) stop.abort();
						return next === 'drop'
							? Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
							: Promise.resolve({ ...next, body: '' });
					};
					const call = new CallContext(clock, {
						...{ maxRetries, timeoutMs: 1_000, deadlineMs, signal: stop.signal },
					});

					await sendThrough(call, attempt, idempotent).catch((error: unknown) => error);

					expect(sent.length).toBeLessThanOrEqual(1 + Math.min(maxRetries, retryPolicy.budget));
					expect(sent.length).toBeLessThanOrEqual(abortAt ?? Infinity);
					for (const wait of clock.sleeps) expect(wait).toBeLessThanOrEqual(60_000);
					expect(clock.now() - NOW).toBeLessThan(deadlineMs ?? Infinity);
					if (!idempotent) expect(sent.slice(0, -1)).not.toContain('drop');
				},
			),
			{ numRuns: 100, seed: 7 },
		);
	});
});
