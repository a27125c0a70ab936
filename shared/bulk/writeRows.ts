import type { CallContext } from '../http/callContext';
import type { RequestEngine } from '../http/engine';
import { USUAL_CONCURRENCY } from '../settings/settings';
import { planRows, readAgain, type BulkOptions, type BulkWork } from './plan';
import { resultOf, type BulkResult, type Row } from './result';
import { BulkRun } from './run';
import { Sender } from './send';

/**
 * Carries out a bulk write: plans the rows, sends them, and says what became of every row. It never rejects for what
 * happens at Kard; where the run ends early, `stoppedBy` says why.
 */
export async function writeRows(
	given: readonly unknown[],
	work: BulkWork,
	options: BulkOptions,
	call: CallContext,
	engine: RequestEngine,
): Promise<BulkResult> {
	// A list of its own: the caller's may change, or have gaps.
	const list = Array.from(given);
	const { rows, batches } = planRows(list, work, options.batchSize ?? work.limit);
	const duplicates = options.duplicates ?? 'report';
	const concurrency = 'write' in work ? 1 : Math.max(1, options.concurrency ?? USUAL_CONCURRENCY);
	const run = new BulkRun(call, engine, duplicates, concurrency);
	const sender = new Sender(work, run);
	const send = (batch: readonly Row[]) => sender.send(readAgain(batch, list, work));

	// The first request goes alone, so that wrong credentials cost one, and the token is there for the others.
	const [first, ...others] = batches;
	if (first && !call.aborted) await send(first);
	for (const batch of others) run.pool.add(() => send(batch));
	await run.pool.run();
	run.pool.add(() => sender.askAgain());
	await run.pool.run();

	return resultOf(rows, duplicates, call.requests, run.stoppedBy);
}
