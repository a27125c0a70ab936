import omit from 'lodash/omit';
import type { RowStatus } from '../catalogue/operation';
import type { KardError } from '../errors';

/** A row that Kard has. */
export interface SucceededRow {
	/** The row's place in the input, from zero. */
	readonly index: number;
	/** The id it was sent under. */
	readonly id: string;
	readonly status: RowStatus;
	/** For a row that stands twice in the input: the place of the first one. */
	readonly duplicateOf?: number;
	/** What a person should know of it, such as that Kard's answer could not be read. */
	readonly notes?: readonly string[];
}

/** A row that Kard does not have, or of which nobody can tell (`error.outcomeUnknown`). */
export interface FailedRow {
	/** The row's place in the input, from zero. */
	readonly index: number;
	/** The id it has, or would have been sent under; undefined when the row is too broken to have one. */
	readonly id: string | undefined;
	readonly error: KardError;
}

/** What became of every row: each input row stands in exactly one of the two lists, in input order. */
export interface BulkResult {
	readonly succeeded: readonly SucceededRow[];
	readonly failed: readonly FailedRow[];
	/** How many requests were sent to Kard, repeats included, token requests not. */
	readonly requests: number;
}

/** What became of one row. */
export type Outcome =
	| ({ readonly ok: true } & Omit<SucceededRow, 'index'>)
	| { readonly ok: false; readonly id: string | undefined; readonly error: KardError };

/** What to say of a row when nothing more becomes known of it. The cause is what ended the run, if anything did. */
export type Supposition = (cause: KardError | undefined) => Outcome;

/** Keeps the outcome of each row. A row that is settled stays settled. */
export class Outcomes {
	private readonly rows: (Outcome | undefined)[];
	private readonly suppositions = new Map<number, Supposition>();

	constructor(count: number) {
		this.rows = new Array<Outcome | undefined>(count).fill(undefined);
	}

	/** Notes what became of a row, unless that is known already. */
	settle(index: number, outcome: Outcome): void {
		this.rows[index] ??= outcome;
	}

	/** Remembers what a row has come to so far, in case that the run ends before more is known of it. */
	suppose(index: number, supposition: Supposition): void {
		this.suppositions.set(index, supposition);
	}

	/** Settles the rows of which no more will be known. Of those that were never sent nothing is supposed. */
	conclude(cause: KardError | undefined): void {
		for (const [index, supposition] of this.suppositions) this.settle(index, supposition(cause));
	}

	/** What became of a row so far. */
	of(index: number): Outcome | undefined {
		return this.rows[index];
	}

	/** Whether any row is at Kard. */
	get anyAccepted(): boolean {
		return this.rows.some((outcome) => outcome?.ok === true);
	}

	/**
	 * The result in input order.
	 * @param unsent what to say of a row that nothing is known about
	 */
	result(requests: number, unsent: (index: number) => FailedRow): BulkResult {
		const succeeded: SucceededRow[] = [];
		const failed: FailedRow[] = [];
		this.rows.forEach((outcome, index) => {
			if (outcome === undefined) {
				failed.push(unsent(index));
			} else if (outcome.ok) {
				succeeded.push({ index, ...omit(outcome, 'ok') });
			} else {
				failed.push({ index, id: outcome.id, error: outcome.error });
			}
		});
		return { succeeded, failed, requests };
	}
}
