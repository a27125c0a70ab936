import type { ExampleRun } from './runExample';
import { rowsIn } from './tally';

/** Something that must hold for the demo to have told the truth. */
export interface Check {
	readonly says: string;
	readonly holds: boolean;
}

/** Every row that went in came out once. */
export function everyRowAccountedFor(what: string, run: ExampleRun): Check {
	return {
		says: `Each of the ${String(run.rows)} ${what} is accounted for once`,
		holds: run.rows > 0 && rowsIn(run.tally) === run.rows,
	};
}

/** Two counts that should be the same. */
export function same(says: string, expected: number, found: number): Check {
	return { says: `${says}: ${String(found)} of ${String(expected)}`, holds: expected === found };
}
