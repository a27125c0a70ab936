import type { ZObject } from 'zapier-platform-core';
import { KardError, type BulkResult, type FailedRow } from '../../../shared/host';
import { isThrottled, throttled } from '../host/errors';

/** How many reasons the error of a step lists; the rest is counted. */
const LISTED = 5;

/** What a person reads of a row that failed: `Row 3, Amount: …`. */
export function failureText({ row, field, reason }: FailedRow): string {
	return `Row ${row}${field === undefined ? '' : `, ${field}`}: ${reason}`;
}

/** `1 to 3, 5` for the rows at the places 0, 1, 2 and 4. */
function rowRanges(indices: readonly number[]): string {
	const ranges: { first: number; last: number }[] = [];
	for (const index of indices) {
		const range = ranges.at(-1);
		if (range?.last === index - 1) range.last = index;
		else ranges.push({ first: index, last: index });
	}
	return ranges
		.map(({ first, last }) => (first === last ? `${first + 1}` : `${first + 1} to ${last + 1}`))
		.join(', ');
}

function acceptedRows({ succeeded }: BulkResult): string {
	if (succeeded.length === 0) return 'No row was accepted.';
	const rows = rowRanges(succeeded.map(({ index }) => index));
	return `Accepted: ${succeeded.length === 1 ? 'row' : 'rows'} ${rows}.`;
}

/** Fails a step with one message: how many rows failed and why, and which ones Kard has. */
export function batchError(result: BulkResult): KardError {
	const { failed, succeeded } = result;
	const reasons = failed.slice(0, LISTED).map(failureText);
	const more = failed.length > LISTED ? [`And ${failed.length - LISTED} more.`] : [];
	const counts = `${failed.length} of ${failed.length + succeeded.length} rows were not accepted.`;
	return new KardError([counts, acceptedRows(result), ...reasons, ...more].join(' '), {
		outcomeUnknown: failed.some(({ error }) => error.outcomeUnknown),
	});
}

/**
 * Has Zapier run the step again where Kard asked for patience. The rows that were accepted are known to Kard then and
 * count as duplicates, so this is left where duplicates are to fail.
 */
export function throttledBatch(
	z: ZObject,
	result: BulkResult,
	duplicates: string | undefined,
): Error | undefined {
	const waiting: readonly FailedRow[] = result.failed.filter(({ error }) => isThrottled(error));
	const [first] = waiting;
	if (first === undefined || (duplicates === 'fail' && result.succeeded.length > 0)) return undefined;
	const waits = waiting.map(({ error }) => error.retryAfterMs ?? 0);
	const longest = Math.max(...waits);
	const message = `${failureText(first)} ${acceptedRows(result)} Zapier runs this step again; rows that Kard has already are not counted twice.`;
	return throttled(z, message, longest > 0 ? longest : undefined);
}
