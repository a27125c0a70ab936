import { getEventListeners } from 'node:events';
import { systemClock } from '../../shared';
import { OutOfTime, Stopped, withinTime } from '../../shared/http/timing';

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

it('the clock of the computer tells the time, and gives chances from 0 up to 1', () => {
	expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
	const chances = Array.from({ length: 100 }, () => systemClock.random());
	expect(Math.min(...chances)).toBeGreaterThanOrEqual(0);
	expect(Math.max(...chances)).toBeLessThan(1);
	expect(new Set(chances).size).toBeGreaterThan(50);
});

it('many sleep at once, each as long as it was to', async () => {
	const woken: number[] = [];
	const start = performance.now();

	await Promise.all(
		[60, 30, 0, -5].map(async (ms) => {
			await systemClock.sleep(ms);
			woken.push(ms);
		}),
	);

	expect(woken.slice(2)).toEqual([30, 60]);
	expect(performance.now() - start).toBeGreaterThanOrEqual(50);
});

it('a sleep leaves nothing behind on the signal when it ends by itself, and no later abort matters', async () => {
	const stop = new AbortController();

	await systemClock.sleep(5, stop.signal);

	expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
	expect(() => {
		stop.abort();
	}).not.toThrow();
});

it('an abort ends a sleep at once, with its reason, and leaves no timer behind', async () => {
	const before = timers();
	const stop = new AbortController();
	const reason = new Error('enough');
	const sleeping = systemClock.sleep(60_000, stop.signal);
	expect(timers()).toBe(before + 1);

	stop.abort(reason);

	await expect(sleeping).rejects.toBe(reason);
	expect(timers()).toBe(before);
	expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
});

it('a sleep after an abort does not even begin, and rejects with an error whatever the reason is', async () => {
	await expect(systemClock.sleep(60_000, AbortSignal.abort())).rejects.toThrow('aborted');
	await expect(systemClock.sleep(60_000, AbortSignal.abort('a text'))).rejects.toBeInstanceOf(Error);
});

it.each<[string, number, () => AbortSignal | undefined, typeof OutOfTime | typeof Stopped]>([
	['its time is up', 5, () => undefined, OutOfTime],
	['there was no time', -5, () => undefined, OutOfTime],
	['it is stopped', 60_000, () => AbortSignal.timeout(5), Stopped],
	['it was stopped before it began', 60_000, () => AbortSignal.abort(), Stopped],
])(
	'work is not waited for any longer when %s, and leaves no timer behind',
	async (_, ms, signalOf, Reason) => {
		const before = timers();

		await expect(withinTime(ms, signalOf(), () => new Promise(() => undefined))).rejects.toBeInstanceOf(
			Reason,
		);

		expect(timers()).toBeLessThanOrEqual(before);
	},
);
