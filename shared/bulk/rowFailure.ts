import { apiError, KardAbortError, KardError, KardValidationError, withMessage } from '../errors';
import { LONGEST_DETAIL } from '../errors/redactedCause';
import { LONGEST_REASON, maskedError } from '../http/masking';
import { Redactor } from '../redaction/redactor';
import { rowName } from '../rows/rowError';
import { ownStatus, wordsIn, type ErrorObject } from '../errors/errorDocument';
import { everyColumn } from '../catalogue';
import type { FailedRow } from './result';

/** What a person has to know of a row whose answer was lost. */
export const UNKNOWN = 'It is not known whether Kard took this row.';
/** Why a row was left, where no error has ended the run. */
export const ENDED = 'The run ended before its turn.';
/** What a person may do about it. */
export const SAFE_TO_REPEAT = 'Sending the same row again is safe: it is not counted twice.';

function fieldOf(error: ErrorObject): string {
	const name = /[/.\]]attributes[/.](.+)$/.exec(error.source?.pointer ?? '')?.[1];
	if (name === undefined) return '';
	const path = name.replaceAll('/', '.');
	return `, ${everyColumn.find((column) => column.path.join('.') === path)?.title ?? path}`;
}

/**
 * Kard refused this row and said why.
 * @param redactor masks what Kard repeats of the personal and card data of all rows that went out together
 * @param retryAfterMs how long Kard asked to wait before the row is sent again, in milliseconds
 */
export function refusedRow(
	redactor: Redactor,
	index: number,
	status: number,
	reason?: ErrorObject,
	retryAfterMs?: number,
): KardError {
	const masked = maskedError(reason ?? {}, redactor);
	const statusCode = ownStatus(masked) ?? status;
	const because = redactor.excerpt(wordsIn(masked) ?? 'it gave no reason', LONGEST_REASON);
	return apiError(
		`${rowName(index)}${fieldOf(masked)}: Kard refused it (${String(statusCode)}): ${because}`,
		{
			...{ statusCode, body: { errors: [masked] }, errors: [masked] },
			...(retryAfterMs === undefined ? {} : { retryAfterMs }),
		},
	);
}

/** Kard refused the row in a way that leaves open whether this attempt or an earlier one got through. */
export function perhapsTakenBefore(refusal: KardError): KardError {
	return withMessage(refusal, `${refusal.message} ${UNKNOWN} ${SAFE_TO_REPEAT}`, true);
}

/** Kard has something of this id already, and the caller wants to hear of it as a failure. */
export function duplicateRow(index: number): KardError {
	return apiError(`${rowName(index)}: exists at Kard already (409). Leave it out, or allow duplicates.`, {
		statusCode: 409,
	});
}

/**
 * The request that carried this row failed as a whole.
 * @param doubt whether an attempt may have got through
 * @param wasSent whether the row went out in any attempt
 */
export function carriedRow(error: KardError, index: number, doubt: boolean, wasSent: boolean): KardError {
	const unknown = doubt || error.outcomeUnknown;
	const hint = unknown ? ` ${UNKNOWN} ${SAFE_TO_REPEAT}` : '';
	const unsent = error.noToken && !wasSent ? ' not sent.' : '';
	return withMessage(error, `${rowName(index)}:${unsent} ${error.message}${hint}`, unknown);
}

/**
 * Kard's answers could not be understood, however often it was asked.
 * @param said what Kard said when it could not be told what it meant
 */
export function unknownRow(index: number, said?: string): KardError {
	const quoted = said === undefined ? '' : ` Kard said: ${sentence(said)}`;
	return new KardError(
		`${rowName(index)}: Kard's answers do not say whether it took this row.${quoted} ${SAFE_TO_REPEAT}`,
		{ outcomeUnknown: true },
	);
}

/** The words of an error as they may be shown; undefined where it has none. */
export function shownWords(error: ErrorObject | undefined, redactor: () => Redactor): string | undefined {
	const words = error && wordsIn(error);
	return words === undefined ? undefined : redactor().excerpt(words, LONGEST_REASON);
}

/** The text as a sentence of its own. */
export function sentence(text: string): string {
	return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Whatever was thrown, as an error of a row; what is no error of the client may have come after the row was sent. */
export function unexpected(thrown: unknown): KardError {
	if (thrown instanceof KardError) return thrown;
	const reason = thrown instanceof Error ? new Redactor({}).excerpt(thrown.message, LONGEST_DETAIL) : '';
	const quoted = reason === '' ? '' : ` (${reason.replace(/[.!?]$/, '')})`;
	return new KardError(`Something unexpected went wrong${quoted}.`, { outcomeUnknown: true });
}

/** The row cannot be sent, because looking at it fails, or gives something else each time. */
export function unsteadyRow(index: number, what: string): KardValidationError {
	const message = `${what} Hand over plain values that do not change while rows are sent.`;
	return new KardValidationError(`${rowName(index)}: not sent. ${message}`, [{ path: '', message }]);
}

/** The row was never sent, because the call ended before its turn. */
export function unsentRow(cause: KardError | undefined, index: number, id: string | undefined): FailedRow {
	const why = cause?.message ?? ENDED;
	const message = `${rowName(index)}: not sent. ${why}`;
	const error = cause === undefined ? new KardAbortError(message) : withMessage(cause, message, false);
	return { index, id, error };
}

/** An identical row before it failed, and so this one did as well. */
export function repeatOfFailed(first: KardError, index: number, of: number): KardError {
	return withMessage(
		first,
		`${rowName(index)} repeats row ${String(of + 1)}, which failed. ${first.message}`,
	);
}
