import { getEventListeners } from 'node:events';
import { systemClock } from '../../shared';

describe('the clock of the computer', () => {
	it('tells the time', () => {
		expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
	});

	it('gives chances from 0 up to 1', () => {
		const chances = Array.from({ length: 100 }, () => systemClock.random());

		expect(Math.min(...chances)).toBeGreaterThanOrEqual(0);
		expect(Math.max(...chances)).toBeLessThan(1);
		expect(new Set(chances).size).toBeGreaterThan(50);
	});

	it('sleeps as long as it is told', async () => {
		const start = performance.now();

		await systemClock.sleep(60);

		expect(performance.now() - start).toBeGreaterThanOrEqual(50);
	});

	it.each([0, -5])('hardly sleeps for %i ms', async (ms) => {
		await expect(systemClock.sleep(ms)).resolves.toBeUndefined();
	});

	it('leaves nothing behind on the signal when it wakes by itself', async () => {
		const { signal } = new AbortController();

		await systemClock.sleep(5, signal);

		expect(getEventListeners(signal, 'abort')).toEqual([]);
	});

	it('is woken by an abort at once, and rejects with its reason', async () => {
		const stop = new AbortController();
		const reason = new Error('enough');
		const sleeping = systemClock.sleep(60_000, stop.signal);

		stop.abort(reason);

		await expect(sleeping).rejects.toBe(reason);
		expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
	});

	it('leaves no timer behind when it is woken', async () => {
		const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
		const before = timers();
		const stop = new AbortController();
		const sleeping = systemClock.sleep(60_000, stop.signal);
		expect(timers()).toBe(before + 1);

		stop.abort();

		await expect(sleeping).rejects.toThrow();
		expect(timers()).toBe(before);
	});

	it('does not even fall asleep after an abort', async () => {
		await expect(systemClock.sleep(60_000, AbortSignal.abort())).rejects.toThrow('aborted');
	});

	it('rejects with an error also where the reason is none', async () => {
		await expect(systemClock.sleep(60_000, AbortSignal.abort('a text'))).rejects.toBeInstanceOf(Error);
	});

	it('an abort after waking changes nothing', async () => {
		const stop = new AbortController();
		await systemClock.sleep(5, stop.signal);

		expect(() => {
			stop.abort();
		}).not.toThrow();
	});

	it('many sleep at once, each for itself', async () => {
		const woken: number[] = [];

		await Promise.all(
			[60, 30, 5].map(async (ms) => {
				await systemClock.sleep(ms);
				woken.push(ms);
			}),
		);

		expect(woken).toEqual([5, 30, 60]);
	});
});
