/**
 * The interface of a question of the bench, for all who add one.
 *
 * A question is one exported value of type `Question`, in a file of its own. It is listed in the registry of its
 * folder: `clientQuestions` in `client/index.ts`, `n8nQuestions` in `n8n/index.ts`, `zapierQuestions` in
 * `zapier/index.ts`. `npm run bench` asks every question of the registries in their order, prints its table, and
 * writes it to docs/benchmarks.md; nothing else is to be done. Those of n8n are asked with `--n8n <command>` only,
 * those of Zapier with `--zapier` only.
 *
 * What a question has at hand:
 * - `context.startKard(behavior)`: a minimal Kard in another process; see `kard/fakeKard.ts`. It is stopped at the end.
 * - `compile(entry)` and `inFreshProcess(script, task, …)` of `process/freshProcess.ts`: a script (`….process.ts`) in a
 *   process of its own, compiled before.
 * - `measureSides(sides, runs)` of `measure/sides.ts`: one side after the other, over and over, so that what else the
 *   machine does falls on all of them; then `median` and `spread` for the table.
 * - the rows of `sheets/`.
 */
import type { FakeKard } from '../kard/fakeKard';
import type { Behavior } from '../kard/behavior';

/** What a figure must be: no more than `most`, or no less than `least`. */
export interface Aim {
	readonly most?: number;
	readonly least?: number;
	/** What stands behind the number: `× hand-written`, ` bytes a row`. */
	readonly unit: string;
}

/** What a line reached, and what it was to reach. */
interface Reached {
	readonly figure: number;
	readonly aim: Aim;
	/**
	 * The same of the least CPU time of each side, for a ratio of CPU time: what else a machine does only adds to it. The
	 * small version of the bench may fail on it.
	 */
	readonly leastCpuRatio?: number;
}

/** A line of a table. */
export interface Line {
	/** One cell for each column of the question, ready to be shown. */
	readonly cells: readonly string[];
	/** Missing for lines that are there to be compared with. */
	readonly reached?: Reached;
}

/** What a question works with. */
export interface BenchContext {
	/** How many rows are sent where the question does not say itself: 10,000, or what `--rows` says. */
	readonly rows: number;
	/** How often each side is measured: 5, or what `--runs` says. */
	readonly runs: number;
	/** Whether this is the small version that runs with the tests. */
	readonly isCheck: boolean;
	/** The command of a real n8n, if one was named. */
	readonly n8nCommand: string | undefined;
	/** Has the document name a version of what was measured, such as `n8n 2.8.1`. */
	noteVersion(named: string): void;
	/** Starts a Kard, which is stopped when the question is answered. */
	startKard(behavior?: Partial<Behavior>): Promise<FakeKard>;
}

/** One table of the bench. */
export interface Question {
	/** What `--only` calls it. */
	readonly name: string;
	readonly title: string;
	/** How it is measured, in one sentence or few. */
	readonly how: string;
	/** The columns; those of the aim and whether it is met are added. */
	readonly columns: readonly string[];
	/** Whether the small version asks it too. */
	readonly isInCheck?: boolean;
	/** Measures. What it throws ends the bench. */
	run(context: BenchContext): Promise<readonly Line[]>;
}
