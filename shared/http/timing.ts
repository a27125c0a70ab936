import { after } from '../clock';

/** The time for it was up before the work was done. */
export class OutOfTime extends Error {
	override readonly name = 'OutOfTime';
	readonly code = 'ETIMEDOUT';

	constructor() {
		super('The time for it was up.');
	}
}

/** It was stopped from outside before it was done. */
export class Stopped extends Error {
	override readonly name = 'Stopped';

	constructor() {
		super('It was stopped.');
	}
}

/**
 * How long work that was stopped may still hand over what it has, in milliseconds: an answer that has arrived in the
 * same moment is not thrown away.
 */
const LAST_MOMENT_MS = 50;

/**
 * Waits for work so long and no longer, whether or not the work minds the signal it is given. What it comes to later
 * is ignored. The time is real time, also where a test holds the clock: what is waited for takes real time too.
 * @param ms how long to wait, in milliseconds
 * @param signal ends the waiting, all but a last moment
 * @param work is given a signal that is aborted as soon as nobody waits for it any more
 * @throws OutOfTime, Stopped, or what the work was rejected with
 */
export async function withinTime<T>(
	ms: number,
	signal: AbortSignal | undefined,
	work: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
	const stop = new AbortController();
	const timers: (() => void)[] = [];
	let onAbort = (): void => undefined;
	const limit = new Promise<never>((_, reject) => {
		const endAfter = (delayMs: number, reasonNow: () => Error): void => {
			timers.push(
				after(delayMs, () => {
					const reason = reasonNow();
					reject(reason);
					stop.abort(reason);
				}),
			);
		};
		onAbort = () => {
			stop.abort();
			endAfter(LAST_MOMENT_MS, () => new Stopped());
		};
		endAfter(Math.max(1, ms), () => new OutOfTime());
		signal?.addEventListener('abort', onAbort);
		if (signal?.aborted) onAbort();
	});
	const begin = async (): Promise<T> => await work(stop.signal);
	try {
		return await Promise.race([limit, begin()]);
	} finally {
		for (const callOff of timers) callOff();
		signal?.removeEventListener('abort', onAbort);
	}
}
