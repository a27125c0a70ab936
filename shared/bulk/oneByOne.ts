import {
	KardAbortError,
	KardAuthenticationError,
	KardError,
	KardPermissionError,
	KardValidationError,
	reword,
} from '../errors';
import type { Call } from '../http/call';
import { rowName } from '../rows/rowError';
import { Outcomes, type BulkResult } from './result';
import { unsentRow } from './rowFailure';

/** Kard would refuse every further request as well. */
function isHopeless(error: KardError): boolean {
	return error instanceof KardAuthenticationError || error instanceof KardPermissionError;
}

function ofRow(error: KardError, index: number): KardError {
	const mark = error instanceof KardValidationError ? ',' : ':';
	return reword(error, `${rowName(index)}${mark} ${error.message}`);
}

/**
 * Writes rows one after the other, a request for each, and tells what became of every row. For what Kard gives an id
 * of its own, so that an answer to several could not be told apart.
 * @param write writes one row; the id that it gives is the id of the row
 * @throws KardError when no row was accepted and every further request would have met the same failure; its
 * `result` tells what is known of the rows
 */
export async function writeOneByOne<Row>(
	rows: readonly Row[],
	write: (row: Row) => Promise<{ readonly id: string }>,
	call: Call,
): Promise<BulkResult> {
	const outcomes = new Outcomes(rows.length);
	let halted: KardError | undefined;
	for (const [index, row] of rows.entries()) {
		if (halted || call.aborted) break;
		try {
			outcomes.settle(index, { ok: true, id: (await write(row)).id, status: 'created' });
		} catch (error) {
			if (!(error instanceof KardError)) throw error;
			if (isHopeless(error)) halted = error;
			outcomes.settle(index, { ok: false, id: undefined, error: ofRow(error, index) });
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
