import fc from 'fast-check';
import { CallContext } from '../../shared/http/callContext';
import { backOffMs, retryPolicy } from '../../shared/http/retryPolicy';
import type { TransportResponse } from '../../shared/http/transport';
import { testClock } from './clock';
import { sendThrough } from './sendThrough';

describe('retry timing, whatever happens', () => {
	const answer = fc.oneof(
		{ weight: 3, arbitrary: fc.constantFrom(408, 429, 500, 503).map((status) => ({ status, headers: {} })) },
		fc
			.integer({ min: -10, max: 100 })
			.map((wait) => ({ status: 429, headers: { 'Retry-After': String(wait) } })),
		fc.integer({ min: -10, max: 100 }).map((wait) => ({
			status: 503,
			headers: { 'x-ratelimit-reset': String(1_772_625_600 + wait) },
		})),
		fc.constant('drop' as const),
		fc.constantFrom(200, 404).map((status) => ({ status, headers: {} })),
	);

	it('full jitter: every wait lies within 0 and the cap of its repeat', () => {
		fc.assert(
			fc.property(
				fc.nat({ max: 2_000 }),
				fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
				(repeat, random) => {
					const wait = backOffMs(repeat, random);
					expect(wait).toBeGreaterThanOrEqual(0);
					expect(wait).toBeLessThanOrEqual(Math.min(60_000, 1_000 * 2 ** repeat));
				},
			),
		);
		expect([0, 1, 2, 3, 6, 7].map((repeat) => backOffMs(repeat, 0.5))).toEqual([
			500, 1_000, 2_000, 4_000, 30_000, 30_000,
		]);
		expect(backOffMs(0, 0)).toBe(0);
	});

	it('no wait is longer than a minute, none ends past the deadline, none begins after an abort', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(answer, { minLength: 1, maxLength: 20 }),
				fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1 }),
				fc.record({
					maxRetries: fc.nat({ max: 30 }),
					deadlineMs: fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: undefined }),
					abortAt: fc.option(fc.nat({ max: 20 }), { nil: undefined }),
					idempotent: fc.boolean(),
				}),
				async (answers, chances, { maxRetries, deadlineMs, abortAt, idempotent }) => {
					const held = testClock();
					const stop = new AbortController();
					let drawn = 0;
					const clock = { ...held, random: () => chances[drawn++ % chances.length] ?? 0 };
					const start = held.now();
					const sentAt: number[] = [];
					const attempt = (): Promise<TransportResponse> => {
						expect(stop.signal.aborted).toBe(false);
						sentAt.push(held.now());
						const next = answers[(sentAt.length - 1) % answers.length] ?? 'drop';
						if (sentAt.length === abortAt) stop.abort();
						return next === 'drop'
							? Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))
							: Promise.resolve({ ...next, body: '' });
					};
					const call = new CallContext(clock, {
						maxRetries,
						timeoutMs: 1_000,
						deadlineMs,
						signal: stop.signal,
					});

					await sendThrough(call, attempt, idempotent).catch((error: unknown) => error);

					expect(sentAt.length).toBeLessThanOrEqual(1 + Math.min(maxRetries, retryPolicy.budget));
					for (const wait of held.sleeps) {
						expect(wait).toBeGreaterThanOrEqual(0);
						expect(wait).toBeLessThanOrEqual(60_000);
					}
					if (deadlineMs !== undefined) expect(held.now()).toBeLessThan(start + deadlineMs);
					if (abortAt !== undefined)
						expect(sentAt.length).toBeLessThanOrEqual(Math.max(abortAt, 0) || Infinity);
					if (!idempotent) {
						const drops = sentAt.map((_, place) => answers[place % answers.length]).indexOf('drop');
						if (drops >= 0) expect(sentAt).toHaveLength(drops + 1);
					}
				},
			),
			{ numRuns: 200 },
		);
	});
});
