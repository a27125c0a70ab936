import { KardAbortError, type KardError } from '../errors';
import type { CallContext } from '../http/callContext';
import type { RequestEngine } from '../http/engine';
import { BatchSender } from './batchSender';
import { planBatches, type Plan } from './plan';
import { Questions } from './questions';
import { Outcomes, type BulkResult } from './result';
import { duplicateRow, repeatOfFailed, unsentRow } from './rowFailure';
import { TaskPool } from './taskPool';
import { USUAL_CONCURRENCY } from '../settings/settings';
import { Updates } from './updates';
import type { BulkOptions, BulkWork } from './work';

function settleRepeats(plan: Plan, outcomes: Outcomes, duplicates: 'report' | 'fail'): void {
	for (const { row, of } of plan.repeats) {
		const { index, id } = row;
		const first = outcomes.of(of);
		if (first?.ok === true && duplicates === 'report') {
			outcomes.settle(index, { ok: true, id, status: 'duplicate', duplicateOf: of });
		} else if (first?.ok === true) {
			outcomes.settle(index, { ok: false, id, error: duplicateRow(index) });
		} else if (first?.ok === false) {
			outcomes.settle(index, { ok: false, id, error: repeatOfFailed(first.error, index, of) });
		}
	}
}

/**
 * Carries out a bulk write and tells what became of every row.
 *
 * The first request goes alone, so that wrong credentials cost one request and the token is there for the others.
 * @throws KardError when no row was accepted and every further request would have met the same failure; its
 * `result` tells what is known of the rows
 */
export async function runBulk(
	given: readonly unknown[],
	work: BulkWork,
	options: BulkOptions,
	call: CallContext,
	pipeline: RequestEngine,
): Promise<BulkResult> {
	// A list of its own: the caller's may change, or have gaps.
	const rows = Array.from(given);
	const outcomes = new Outcomes(rows.length);
	const plan = planBatches(rows, work, options.batchSize ?? work.limit, outcomes);
	const duplicates = options.duplicates ?? 'report';
	let halted: KardError | undefined;
	const pool = new TaskPool(
		Math.max(1, options.concurrency ?? USUAL_CONCURRENCY),
		() => !halted && !call.aborted,
	);
	const halt = (error: KardError) => {
		halted ??= error;
		call.refuseFurther(error);
	};
	const later = (task: () => Promise<void>) => {
		pool.add(task);
	};
	const questions = new Questions();
	const updates =
		work.onConflict && new Updates({ write: work.onConflict, call, outcomes, questions, later, halt });
	const sender = new BatchSender({
		...{ rows, work, call, pipeline, outcomes, duplicates, questions, updates, halt },
	});
	const [first, ...others] = plan.batches;
	if (first && !call.aborted) await sender.send(first);
	for (const batch of others) pool.add(() => sender.send(batch));
	await pool.run();
	pool.add(() => sender.askAgain());
	await pool.run();

	sender.giveUp();
	const cause = halted ?? (call.aborted ? new KardAbortError('The run was cancelled.') : undefined);
	outcomes.conclude(cause);
	settleRepeats(plan, outcomes, duplicates);
	const ids = new Map(
		[...plan.batches.flat(), ...plan.repeats.map(({ row }) => row)].map((r) => [r.index, r.id]),
	);
	const result = outcomes.result(call.requests, (index) => unsentRow(cause, index, ids.get(index)));
	if (halted && !outcomes.anyAccepted) {
		halted.result = result;
		throw halted;
	}
	return result;
}
