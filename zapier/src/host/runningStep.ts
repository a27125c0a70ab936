import type { Clock } from '../../../shared/host';

/** One run of an action, and what is to be known of it. */
export interface Step {
	readonly clock: Clock;
	/** How much of its time is left, in milliseconds. */
	remainingMs(): number;
	/** Whether the token was renewed on the way, so that a further refusal is final. */
	tokenRenewed: boolean;
	/** What the connection keeps secret, and the token had on the way: to be masked where Kard repeats it. */
	readonly secrets: Set<string>;
}

/** Begins to count the time of a step, which may take so many milliseconds. */
export function beginStep(clock: Clock, deadlineMs: number): Step {
	const endsAt = clock.now() + deadlineMs;
	return {
		clock,
		tokenRenewed: false,
		secrets: new Set(),
		remainingMs: () => Math.max(0, endsAt - clock.now()),
	};
}
