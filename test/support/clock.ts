import type { Clock } from '../../shared';

/** A clock that tests hold: time passes only by sleeping and by `advance`. */
export interface FakeClock extends Clock {
	/** How long each sleep was asked to last, in milliseconds, in the order in which they began. */
	readonly sleeps: number[];
	/** Lets so many milliseconds pass. Who sleeps that long wakes up. */
	advance(ms: number): void;
}

interface Sleeper {
	readonly wakeAt: number;
	readonly wake: () => void;
}

const USUAL_START = Date.UTC(2026, 11, 4, 12);

/**
 * A clock on which every sleep is over at once, and which shows afterwards that the time has passed. Sleeps that
 * begin together end together, in the order of their length, as on a real clock. Chance is always one half.
 * @param startMs the time it shows at first, in milliseconds since 1970
 */
export function fakeClock(startMs = USUAL_START): FakeClock {
	let time = startMs;
	const sleeps: number[] = [];
	const sleepers = new Set<Sleeper>();

	const wakeFirst = (): void => {
		const [first] = [...sleepers].toSorted((a, b) => a.wakeAt - b.wakeAt);
		if (first === undefined) return;
		time = Math.max(time, first.wakeAt);
		first.wake();
	};

	const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
		sleeps.push(ms);
		await new Promise<void>((resolve, reject) => {
			const leave = (): void => {
				sleepers.delete(sleeper);
				signal?.removeEventListener('abort', stop);
			};
			const sleeper = {
				wakeAt: time + ms,
				wake: () => {
					leave();
					resolve();
				},
			};
			const stop = (): void => {
				leave();
				reject(new Error('The sleep was aborted.'));
			};
			sleepers.add(sleeper);
			signal?.addEventListener('abort', stop, { once: true });
			if (signal?.aborted === true) stop();
			// Whoever begins to sleep in this same moment shall be seen first.
			else setImmediate(wakeFirst);
		});
	};

	return {
		now: () => time,
		random: () => 0.5,
		sleep,
		sleeps,
		advance: (ms) => {
			time += ms;
			for (const sleeper of [...sleepers]) if (sleeper.wakeAt <= time) sleeper.wake();
		},
	};
}
