import type { RowStatus } from '../catalogue/description/bulkRows';
import type { ErrorCode, KardError } from '../errors';
import { concernsEveryRow } from './failures';

/** A row that Kard has. */
export interface SucceededRow {
	/** The row's place in the input, from zero. */
	readonly index: number;
	/** The id it was sent under, or that Kard gave it; empty where it was only checked, and Kard would give it one. */
	readonly id: string;
	readonly status: RowStatus;
	/** For a row that is in the input twice: the place of the first one. */
	readonly duplicateOf?: number;
	/** What a person should know of it, such as a cell that was left out, or a response that could not be read. */
	readonly notes?: readonly string[];
	/** For a row that was only checked: what would be sent of it, with personal and card data masked. */
	readonly wouldSend?: Readonly<Record<string, unknown>>;
}

/** A row that Kard does not have, or of which nobody can tell (`outcomeUnknown`). */
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
	/** The kind of failure, as one stable word. */
	readonly code: ErrorCode;
	/** Whether Kard may have taken the row all the same. */
	readonly outcomeUnknown: boolean;
	/** What a person should know of it besides, such as a cell that was left out. */
	readonly notes?: readonly string[];
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

/**
 * Why a write was refused as a whole, for a reason that concerns every row; undefined where a row was accepted, and
 * where the run was cancelled or out of time.
 */
export function refusalOf({ succeeded, stoppedBy }: BulkResult): KardError | undefined {
	return succeeded.length === 0 && stoppedBy && concernsEveryRow(stoppedBy) ? stoppedBy : undefined;
}
