import {
	apiError,
	errorCodeOf,
	KardAbortError,
	KardAuthenticationError,
	KardError,
	KardNotFoundError,
	KardPermissionError,
	KardValidationError,
	type ErrorCode,
} from '../errors';
import { redactedCause } from '../errors/redactedCause';
import { quote } from '../redaction/quote';
import { Redactor } from '../redaction/redactor';

/** Why a row failed. */
export interface Failure {
	readonly reason: string;
	readonly code: ErrorCode;
	readonly field?: string | undefined;
	/** Gives what the row's error is made of; it gets a message of its own. Called when somebody looks at the error. */
	readonly cause: () => KardError;
	/** Whether Kard may have taken the row all the same. */
	readonly outcomeUnknown?: boolean;
}

/** What a person may do about a row whose response was lost. */
const SAFE_TO_REPEAT = 'Sending the same row again is safe: it is not counted twice.';
const UNKNOWN = 'It is not known whether Kard accepted this row.';
const ALLOW_DUPLICATES = 'choose Report as Duplicate under Duplicates';
const GONE =
	'existed at Kard, and was deleted before it could be updated (404). Send the row again to create it.';
const NO_TURN = 'The run ended before its turn.';

/** The text as a sentence of its own. */
function sentence(text: string): string {
	return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** The row was refused in a way that leaves open whether an earlier attempt got through. */
export function perhapsTaken(failure: Failure): Failure {
	return { ...failure, reason: `${failure.reason} ${UNKNOWN} ${SAFE_TO_REPEAT}`, outcomeUnknown: true };
}

/** Whether every further row would meet the same failure: no token, or credentials that are not good for this. */
export function concernsEveryRow(error: KardError): boolean {
	const classes = [KardAuthenticationError, KardPermissionError, KardNotFoundError];
	return error.noToken || classes.some((ErrorClass) => error instanceof ErrorClass);
}

/** Kard has something of this id already, and the caller wants to hear of it as a failure. */
export function duplicate(): Failure {
	const reason = `Kard has it already (409). Leave it out, or ${ALLOW_DUPLICATES}.`;
	return { reason, code: 'duplicate', cause: () => apiError(reason, { statusCode: 409 }) };
}

/**
 * The row says the same as one before it, and the caller wants to hear of it as a failure.
 * @param first the place of the one before
 */
export function repeats(first: number): Failure {
	const reason = `says the same as row ${String(first + 1)}. Remove one of the two, or ${ALLOW_DUPLICATES}.`;
	return { reason, code: 'duplicate', cause: () => apiError(reason, { statusCode: 409 }) };
}

/** The request that carried the row failed as a whole. */
export function notCarried(cause: KardError, wasSent: boolean): Failure {
	return {
		reason: cause.noToken && !wasSent ? `not sent. ${cause.message}` : cause.message,
		code: errorCodeOf(cause),
		cause: () => cause,
		outcomeUnknown: cause.outcomeUnknown,
	};
}

/**
 * No response said what became of the row.
 * @param said what Kard said when it could not be told what it meant
 */
export function unknown(said: string | undefined): Failure {
	const quoted = said === undefined ? '' : ` Kard said: ${sentence(said)}`;
	const reason = `Kard's responses do not say whether it accepted this row.${quoted} ${SAFE_TO_REPEAT}`;
	const cause = () => new KardError(reason, { outcomeUnknown: true });
	return { reason, code: 'outcome_unknown', cause, outcomeUnknown: true };
}

function invalid(reason: string, path: string, message = reason): Failure {
	return { reason, code: 'invalid', cause: () => new KardValidationError(reason, [{ path, message }]) };
}

/** The row cannot be sent, because looking at it fails, or gives something else each time. */
export function unsteady(what: string): Failure {
	const message = `${what} Hand over plain values that do not change while rows are sent.`;
	return invalid(`not sent. ${message}`, '', message);
}

/**
 * The row has the id of one before it, and says something else.
 * @param first the place of the one before
 */
export function contradicts(first: number, id: string): Failure {
	const row = String(first + 1);
	const reason =
		`has the same ID as row ${row} but says something else. Only row ${row} is used. ` +
		'Give each its own ID, or remove one of the two.';
	return invalid(reason, 'id', `${quote(id)} stands for two different rows`);
}

/**
 * The row is good, but was to be sent with all others or not at all.
 * @param bad what a person reads of one that cannot be sent
 */
export function notWithoutAll(bad: string): Failure {
	const reason = `not sent. Nothing was to be sent unless every row is good. ${bad}`;
	return { reason, code: 'not_sent', cause: () => new KardError(reason) };
}

/** Whatever was thrown, as an error of the client; what is none may have come after the row was sent. */
export function asKardError(thrown: unknown): KardError {
	if (thrown instanceof KardError) return thrown;
	const cause = redactedCause(thrown, new Redactor({}));
	const quoted =
		cause === undefined || cause.message === '' ? '' : ` (${cause.message.replace(/[.!?]$/, '')})`;
	return new KardError(`Something unexpected went wrong${quoted}.`, { outcomeUnknown: true, cause });
}

/** Why nothing more was done about a row. */
function left(stoppedBy: KardError | undefined): KardError {
	return stoppedBy ?? new KardAbortError(NO_TURN);
}

/** Kard has not heard of the row, because the run ended before. */
export function unsent(stoppedBy: KardError | undefined): Failure {
	const cause = left(stoppedBy);
	return { reason: `not sent. ${cause.message}`, code: 'not_sent', cause: () => cause };
}

/** What is known of a row that Kard has already: whether an earlier attempt of this run may have put it there. */
function exists(doubt: boolean): string {
	return doubt ? 'exists, created by this run or before it' : 'exists already';
}

/** Kard has the row, but its update was not made, because the run ended before or no update is permitted. */
export function notUpdated(stoppedBy: KardError | undefined, doubt: boolean): Failure {
	const cause = left(stoppedBy);
	const hint = doubt ? ` ${SAFE_TO_REPEAT}` : '';
	const reason = `${exists(doubt)}, and was not updated. ${sentence(cause.message)}${hint}`;
	return { reason, code: errorCodeOf(cause), cause: () => cause, outcomeUnknown: doubt };
}

/** Kard has the row, and its update failed. */
export function updateFailed(cause: KardError, doubt: boolean): Failure {
	if (cause instanceof KardNotFoundError && !doubt)
		return { reason: GONE, code: 'not_found', cause: () => cause };
	const outcomeUnknown = doubt || cause.outcomeUnknown;
	const what = cause.outcomeUnknown ? 'it is not known whether it was updated' : 'could not be updated';
	const hint = outcomeUnknown ? ` ${SAFE_TO_REPEAT}` : '';
	const reason = `${exists(doubt)}, and ${what}. ${sentence(cause.message)}${hint}`;
	return { reason, code: errorCodeOf(cause), cause: () => cause, outcomeUnknown };
}
