import {
	KardAbortError,
	KardAuthenticationError,
	KardError,
	KardPermissionError,
	KardValidationError,
	withMessage,
} from '../errors';
import type { CallContext } from '../http/callContext';
import { rowName } from '../rows/rowError';
import { Outcomes, type BulkResult } from './result';
import { unsentRow } from './rowFailure';

/** Kard would refuse every further request as well. */
function isHopeless(error: KardError): boolean {
	return error.noToken || error instanceof KardAuthenticationError || error instanceof KardPermissionError;
}

function ofRow(error: KardError, index: number, wasSent: boolean): KardError {
	const mark = error instanceof KardValidationError ? ',' : ':';
	const unsent = error.noToken && !wasSent ? ' not sent.' : '';
	return withMessage(error, `${rowName(index)}${mark}${unsent} ${error.message}`);
}

/** What is done with a row. */
export interface RowWork<Row> {
	/** Throws a KardError for a row that cannot be sent. */
	readonly check: (row: Row) => void;
	/** Writes a row; the id that it gives is the id of the row. */
	readonly write: (row: Row) => Promise<{ readonly id: string }>;
}

/** Keeps why a step with one row failed, and gives the error. What is no error of the client is thrown on. */
function settleFailure(outcomes: Outcomes, index: number, error: unknown, wasSent: boolean): KardError {
	if (!(error instanceof KardError)) throw error;
	outcomes.settle(index, { ok: false, id: undefined, error: ofRow(error, index, wasSent) });
	return error;
}

function checkAll<Row>(rows: readonly Row[], check: RowWork<Row>['check'], outcomes: Outcomes): void {
	rows.forEach((row, index) => {
		try {
			check(row);
		} catch (error) {
			settleFailure(outcomes, index, error, false);
		}
	});
}

/**
 * Writes rows one after the other, a request for each, and tells what became of every row. For what Kard gives an id
 * of its own, so that an answer to several could not be told apart. All rows are checked before the first is sent.
 * @throws KardError when no row was accepted and every further request would have met the same failure; its
 * `result` tells what is known of the rows
 */
export async function writeOneByOne<Row>(
	rows: readonly Row[],
	{ check, write }: RowWork<Row>,
	call: CallContext,
): Promise<BulkResult> {
	const outcomes = new Outcomes(rows.length);
	let halted: KardError | undefined;
	checkAll(rows, check, outcomes);
	for (const [index, row] of rows.entries()) {
		if (halted || call.aborted) break;
		if (outcomes.of(index)) continue;
		const { requests } = call;
		try {
			outcomes.settle(index, { ok: true, id: (await write(row)).id, status: 'created' });
		} catch (error) {
			const failure = settleFailure(outcomes, index, error, call.requests > requests);
			if (isHopeless(failure)) halted = failure;
		}
	}
	const cause = halted ?? (call.aborted ? new KardAbortError('The run was cancelled.') : undefined);
	const result = outcomes.result(call.requests, (index) => unsentRow(cause, index, undefined));
	if (halted && !outcomes.anyAccepted) {
		halted.result = result;
		throw halted;
	}
	return result;
}
