import { z } from 'zod/v4';
import { columnsOf, KardValidationError, settings, type BulkOperation } from '../../../shared/host';
import type { StepLimits } from '../host/step';

const CONCURRENCY = Number(columnsOf(z.object({ concurrency: settings.concurrency }))[0]?.default ?? 1);

/** A row that exists already is read, and then written, each in a request of its own. */
const REQUESTS_OF_EXISTING = 2;

/**
 * How many rows fit into a step: one full request first, then as many at once as usual, for as long as it lasts. Where
 * rows that exist are updated, all of them may exist.
 */
function mostLines(operation: BulkOperation, { deadlineMs, roundMs, requestMs }: StepLimits): number {
	if (operation.onConflict) {
		return CONCURRENCY * Math.max(1, Math.floor(deadlineMs / (REQUESTS_OF_EXISTING * requestMs)));
	}
	const rounds = Math.max(1, Math.floor(deadlineMs / roundMs));
	return operation.limit * (1 + (rounds - 1) * CONCURRENCY);
}

function written(number: number): string {
	return number.toLocaleString('en-US');
}

/**
 * Refuses more rows than fit into the time of a step, before anything is sent.
 * @throws KardValidationError that says how many fit and what to do
 */
export function refuseTooMany(count: number, operation: BulkOperation, limits: StepLimits): void {
	const most = mostLines(operation, limits);
	if (count <= most) return;
	const seconds = Math.floor(limits.deadlineMs / 1_000);
	const message =
		`${written(count)} line items are more than one step can send in the ${written(seconds)} seconds it has; ` +
		`at most ${written(most)} fit. Nothing was sent. Split the list, for example with Looping by Zapier, ` +
		`and send at most ${written(most)} in each step.`;
	throw new KardValidationError(message, [{ path: '', message }]);
}
