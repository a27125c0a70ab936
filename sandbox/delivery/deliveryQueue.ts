import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { attempt, type SignedBody } from './attempt';
import type { DeliveryAttempt, DeliveryOutcome, DeliveryResult } from './sentNotification';

/** How many attempts are under way at once. What waits to be tried again does not count. */
const MOST_AT_ONCE = 32;

/** One body for one address. */
interface Delivery {
	readonly url: string;
	readonly signedBody: SignedBody;
	/** How long to wait before each further attempt, in milliseconds. */
	readonly waitsMs: readonly number[];
	/** Aborted when there is no use in going on. */
	readonly stop: AbortSignal;
	/** Is called with each attempt as it ends. */
	readonly note: (attempt: DeliveryAttempt) => void;
}

/** Whether a delivery was taken (Kard's API reference: a response of success acknowledges it). */
export function isTaken({ status }: DeliveryOutcome): boolean {
	return status !== undefined && status >= 200 && status < 300;
}

/** Delivers signed bodies, several at a time, and tries again where they are not taken. */
export class DeliveryQueue {
	private readonly limit = pLimit(MOST_AT_ONCE);
	private readonly timeoutMs: number;
	private readonly now: () => number;

	/** @param timeoutMs how long one attempt may take, in milliseconds */
	constructor(timeoutMs: number, now: () => number) {
		this.timeoutMs = timeoutMs;
		this.now = now;
	}

	/** Delivers, or gives up when no wait is left. Resolves with how the last attempt ended, and never rejects. */
	async deliver(delivery: Delivery): Promise<DeliveryResult> {
		let last = await this.limit(() => this.attempt(delivery));
		for (const ms of delivery.waitsMs) {
			if (isTaken(last)) break;
			await sleep(ms, undefined, { signal: delivery.stop }).catch(() => undefined);
			if (delivery.stop.aborted) break;
			last = await this.limit(() => this.attempt(delivery));
		}
		return last;
	}

	private async attempt({ signedBody, url, stop, note }: Delivery): Promise<DeliveryResult> {
		const at = this.now();
		const result = { url, ...(await attempt(signedBody, url, this.timeoutMs, stop)) };
		note({ ...result, at });
		return result;
	}
}
