import type { ZObject } from 'zapier-platform-core';
import {
	describeFailures,
	KardError,
	summarize,
	type FailedRow,
	type SheetResult,
} from '../../../shared/host';
import { defaultLabel } from '../fields/settingFields';
import { isThrottled, throttled } from '../host/errors';

function sentence(text: string): string {
	return /[.!?:]$/.test(text) ? text : `${text}.`;
}

/** Fails a step with one message: the reasons, each with its rows, and how many rows Kard has. */
export function failureOf(result: SheetResult): KardError {
	const { title, description } = describeFailures(result, { defaultFor: defaultLabel });
	const message = [title, ...description.split('\n')].map(sentence).join(' ');
	return new KardError(message, { outcomeUnknown: result.failed.some(({ error }) => error.outcomeUnknown) });
}

/** Whether Kard has any of the rows. */
function anyAccepted({ rows }: SheetResult): boolean {
	return rows.some(({ status }) => status !== 'failed' && status !== 'skipped');
}

/**
 * Has Zapier run the step again where Kard asked for patience. The rows that were accepted are known to Kard then and
 * count as duplicates, so this is left where duplicates are to fail.
 */
export function throttledSheet(
	z: ZObject,
	result: SheetResult,
	duplicates: string | undefined,
): Error | undefined {
	const waiting: readonly FailedRow[] = result.failed.filter(({ error }) => isThrottled(error));
	const [first] = waiting;
	if (first === undefined || (duplicates === 'fail' && anyAccepted(result))) return undefined;
	const waits = waiting.map(({ error }) => error.retryAfterMs ?? 0);
	const longest = Math.max(...waits);
	const message = `${sentence(first.reason)} ${summarize(result.rows)} Zapier runs this step again; rows that Kard has already are not counted twice.`;
	return throttled(z, message, longest > 0 ? longest : undefined);
}
