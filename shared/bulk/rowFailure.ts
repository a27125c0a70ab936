import { apiError, KardAbortError, KardError, reword } from '../errors';
import { redactDeep } from '../redact';
import { rowName } from '../rows/rowError';
import { errorsIn, type ErrorObject } from '../schemas/errorDocument';
import { everyColumn } from '../schemas/everyColumn';
import { sensitiveValues } from '../schemas/sensitive';
import type { FailedRow } from './result';
import type { Resource } from './work';

/** What a person has to know of a row whose answer was lost. */
export const UNKNOWN = 'It is not known whether Kard took this row.';
const SAFE_TO_REPEAT = 'Sending the same row again is safe: it is not counted twice.';

function fieldOf(error: ErrorObject): string {
	const name = /\/attributes\/(.+)$/.exec(error.source?.pointer ?? '')?.[1];
	if (name === undefined) return '';
	const path = name.replaceAll('/', '.');
	return `, ${everyColumn.find((column) => column.path.join('.') === path)?.title ?? path}`;
}

/** Kard refused this row and said why. What it repeats of the row's personal and card data is masked. */
export function refusedRow(
	resource: Resource,
	index: number,
	status: number,
	reason?: ErrorObject,
): KardError {
	const masked = errorsIn({ errors: [redactDeep(reason ?? {}, sensitiveValues(resource))] })?.[0] ?? {};
	const own = Number(masked.status);
	const statusCode = Number.isInteger(own) && own >= 400 ? own : status;
	const because = masked.detail ?? masked.title ?? 'it gave no reason';
	return apiError(
		`${rowName(index)}${fieldOf(masked)}: Kard refused it (${String(statusCode)}): ${because}`,
		{ statusCode, body: { errors: [masked] }, errors: [masked] },
	);
}

/** Kard refused a request without naming the row, and an earlier attempt may have got through. */
export function perhapsTakenBefore(refusal: KardError): KardError {
	return reword(refusal, `${refusal.message} ${UNKNOWN} ${SAFE_TO_REPEAT}`, true);
}

/** Kard has something of this id already, and the caller wants to hear of it as a failure. */
export function duplicateRow(index: number): KardError {
	return apiError(`${rowName(index)}: exists at Kard already (409). Leave it out, or allow duplicates.`, {
		statusCode: 409,
	});
}

/** The request that carried this row failed as a whole. */
export function carriedRow(error: KardError, index: number, doubt: boolean): KardError {
	const unknown = doubt || error.outcomeUnknown;
	const hint = unknown ? ` ${UNKNOWN} ${SAFE_TO_REPEAT}` : '';
	return reword(error, `${rowName(index)}: ${error.message}${hint}`, unknown);
}

/** Kard's answers could not be understood, however often it was asked. */
export function unknownRow(index: number): KardError {
	return new KardError(
		`${rowName(index)}: Kard's answers do not say whether it took this row. ${SAFE_TO_REPEAT}`,
		{ outcomeUnknown: true },
	);
}

/** The row was never sent, because the call ended before its turn. */
export function unsentRow(cause: KardError | undefined, index: number, id: string | undefined): FailedRow {
	const why = cause?.message ?? 'the run ended before its turn.';
	const message = `${rowName(index)}: not sent. ${why}`;
	const error = cause === undefined ? new KardAbortError(message) : reword(cause, message, false);
	return { index, id, error };
}

/** An identical row before it failed, and so this one did as well. */
export function repeatOfFailed(first: KardError, index: number, of: number): KardError {
	return reword(first, `${rowName(index)} repeats row ${String(of + 1)}, which failed. ${first.message}`);
}
