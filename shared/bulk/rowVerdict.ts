import { isRetryable } from '../http/retryPolicy';
import { ownStatus, type ErrorObject } from '../errors/errorDocument';
import type { SentRow } from './sentRow';

/** An answer that refuses a row, and says why. */
export interface Refusal {
	readonly row: SentRow;
	readonly says: 'refused';
	readonly reason: ErrorObject | undefined;
	/** Whether the answer named this very row. */
	readonly named: boolean;
}

/** A row for which Kard was too busy: the error of this row is one after which requests are repeated. */
export interface BusyRow {
	readonly row: SentRow;
	readonly says: 'busy';
	/** 408, 429 or 5xx. */
	readonly status: number;
	readonly reason: ErrorObject;
}

/** What an answer says of one row. */
export type RowVerdict =
	| { readonly row: SentRow; readonly says: 'accepted' | 'conflict' }
	| { readonly row: SentRow; readonly says: 'unknown'; readonly said: ErrorObject | undefined }
	| Refusal
	| BusyRow;

const CONFLICT = 409;
const SAYS_CONFLICT = /\bconflict\b|\balready exists\b|\bexists already\b/i;

/** The error's own status counts for more than that of the answer, which may be about other rows. */
function statusOf(error: ErrorObject, answered: number): number {
	return ownStatus(error) ?? (SAYS_CONFLICT.test(error.title ?? '') ? CONFLICT : answered);
}

/**
 * What the errors about one row come to: a refusal counts for more than "exists already", and that for more than
 * "busy".
 * @param answered the status of the answer that holds the errors
 * @param named whether the errors name this very row
 */
export function verdictOn(
	row: SentRow,
	errors: readonly ErrorObject[],
	answered: number,
	named: boolean,
): RowVerdict {
	const read = errors.map((reason) => ({ reason, status: statusOf(reason, answered) }));
	const refusal = read.find(({ status }) => status !== CONFLICT && !isRetryable(status));
	if (refusal !== undefined) return { row, says: 'refused', reason: refusal.reason, named };
	if (read.some(({ status }) => status === CONFLICT)) return { row, says: 'conflict' };
	const [busy] = read;
	if (busy !== undefined) return { row, says: 'busy', ...busy };
	return answered === CONFLICT
		? { row, says: 'conflict' }
		: { row, says: 'refused', reason: undefined, named };
}
