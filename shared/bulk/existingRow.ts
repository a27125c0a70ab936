import { KardAbortError, withMessage, type KardError } from '../errors';
import { rowName } from '../rows/rowError';
import { ENDED, SAFE_TO_REPEAT, sentence } from './rowFailure';

/** What is known of a row that Kard has already: whether an earlier attempt of this run may have put it there. */
function existing(doubt: boolean): string {
	return doubt ? 'is at Kard, created by this run or before it' : 'exists at Kard already';
}

/**
 * Kard has the row, but its update was not made, because the run ended before or no update is permitted.
 * @param doubt whether an earlier attempt of this run may have created it
 */
export function notUpdatedRow(cause: KardError | undefined, index: number, doubt: boolean): KardError {
	const why = cause?.message ?? ENDED;
	const hint = doubt ? ` ${SAFE_TO_REPEAT}` : '';
	const message = `${rowName(index)}: ${existing(doubt)}; its update was not made. ${sentence(why)}${hint}`;
	return cause === undefined
		? new KardAbortError(message, { outcomeUnknown: doubt })
		: withMessage(cause, message, doubt);
}

/**
 * Kard has the row, and its update failed.
 * @param doubt whether an earlier attempt of this run may have created it
 */
export function updateFailedRow(error: KardError, index: number, doubt: boolean): KardError {
	const unknown = doubt || error.outcomeUnknown;
	const what = error.outcomeUnknown ? 'it is not known whether it was updated' : 'it could not be updated';
	const hint = unknown ? ` ${SAFE_TO_REPEAT}` : '';
	const message = `${rowName(index)}: ${existing(doubt)}; ${what}. ${sentence(error.message)}${hint}`;
	return withMessage(error, message, unknown);
}
