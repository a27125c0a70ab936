import omit from 'lodash/omit';
import type { RowStatus } from '../catalogue/description/operation';
import { withMessage, type KardError } from '../errors';
import { concernsEveryRow, duplicate, unsent, type Failure } from './failures';

/** A row that Kard has. */
export interface SucceededRow {
	/** The row's place in the input, from zero. */
	readonly index: number;
	/** The id it was sent under, or that Kard gave it. */
	readonly id: string;
	readonly status: RowStatus;
	/** For a row that is in the input twice: the place of the first one. */
	readonly duplicateOf?: number;
	/** What a person should know of it, such as that Kard's response could not be read. */
	readonly notes?: readonly string[];
}

/** A row that Kard does not have, or of which nobody can tell (`error.outcomeUnknown`). */
export interface FailedRow {
	/** The row's place in the input, from zero. */
	readonly index: number;
	/** The id it has, or would have been sent under; undefined when the row is too broken to have one. */
	readonly id: string | undefined;
	/** The row as a person counts, from one. */
	readonly row: number;
	/** The label of the field at fault, where it is about one. */
	readonly field?: string;
	/** What happened and what to do, without the row and the field. */
	readonly reason: string;
	/** The same as an error: its class, its facts, and a `message` that names row and field. */
	readonly error: KardError;
}

/** What became of every row: each input row is in exactly one of the two lists, in input order. */
export interface BulkResult {
	readonly succeeded: readonly SucceededRow[];
	readonly failed: readonly FailedRow[];
	/** How many requests were sent to Kard, repeats included, token requests not. */
	readonly requests: number;
	/**
	 * Why the run ended before every row had its turn: credentials that Kard refuses, no token, a pause that is too long,
	 * an abort, or the deadline.
	 */
	readonly stoppedBy?: KardError;
}

/** What became of one row. */
export type Outcome =
	| ({ readonly ok: true } & Omit<SucceededRow, 'index'>)
	| ({ readonly ok: false } & Failure);

/** A row of the input, and what is known of it so far. */
export interface Row {
	readonly index: number;
	/** Undefined where the row is too broken to have one, and where Kard gives it. */
	readonly id: string | undefined;
	/** Tells whether the row still says the same when it is read again. */
	readonly digest: string;
	/** The row before it that says the same. It shares its fate. */
	readonly repeats?: Row;
	/** Whether it went out in any attempt. */
	wasSent: boolean;
	/** Whether an attempt may have got through, so that "exists already" means success. It is never taken back. */
	doubt: boolean;
	/** What became of it, once that is known. */
	outcome?: Outcome;
	/** What to say of it if the run ends now; the argument is why it ended, if anything ended it. */
	soFar?: (stoppedBy: KardError | undefined) => Failure;
}

function failedRow({ index, id }: Row, { reason, field, cause, outcomeUnknown }: Failure): FailedRow {
	const row = index + 1;
	const place = field === undefined ? '' : `, ${field}`;
	const error = withMessage(cause, `Row ${String(row)}${place}: ${reason}`, outcomeUnknown);
	return { index, id, row, ...(field === undefined ? {} : { field }), reason, error };
}

/** What became of a row that is in the input twice. */
function repeated(first: Row, outcome: Outcome, duplicates: 'report' | 'fail', id = ''): Outcome {
	if (!outcome.ok) {
		const { error, row } = failedRow(first, outcome);
		return { ok: false, reason: `repeats row ${String(row)}, which failed. ${error.message}`, cause: error };
	}
	if (duplicates === 'fail') return { ok: false, ...duplicate() };
	return { ok: true, id, status: 'duplicate', duplicateOf: first.index };
}

/** What became of each row. */
export function resultOf(
	rows: readonly Row[],
	duplicates: 'report' | 'fail',
	requests: number,
	stoppedBy: KardError | undefined,
): BulkResult {
	const outcomeOf = ({ id, outcome, soFar, repeats }: Row): Outcome => {
		if (outcome) return outcome;
		if (soFar) return { ok: false, ...soFar(stoppedBy) };
		const isKnown = repeats?.outcome ?? repeats?.soFar;
		return repeats && isKnown
			? repeated(repeats, outcomeOf(repeats), duplicates, id)
			: { ok: false, ...unsent(stoppedBy) };
	};
	const succeeded: SucceededRow[] = [];
	const failed: FailedRow[] = [];
	for (const row of rows) {
		const outcome = outcomeOf(row);
		if (outcome.ok) succeeded.push({ index: row.index, ...omit(outcome, 'ok') });
		else failed.push(failedRow(row, outcome));
	}
	return { succeeded, failed, requests, ...(stoppedBy && failed.length > 0 ? { stoppedBy } : {}) };
}

/**
 * Why a write was refused as a whole, for a reason that concerns every row; undefined where a row was accepted, and
 * where the run was cancelled or out of time.
 */
export function refusalOf({ succeeded, stoppedBy }: BulkResult): KardError | undefined {
	return succeeded.length === 0 && stoppedBy && concernsEveryRow(stoppedBy) ? stoppedBy : undefined;
}
