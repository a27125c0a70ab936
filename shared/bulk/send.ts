import memoize from 'lodash/memoize';
import once from 'lodash/once';
import partition from 'lodash/partition';
import { KardNotFoundError, type KardError } from '../errors';
import type { CallContext } from '../http/callContext';
import type { KardRequest, RequestEngine } from '../http/engine';
import { LONGEST_REASON } from '../http/masking';
import { USUAL_CONCURRENCY } from '../settings/operationSettings';
import { BatchReader, type SentRow } from './batches';
import { checkRows } from './checkRows';
import {
	asKardError,
	concernsEveryRow,
	notCarried,
	perhapsTaken,
	notWithoutAll,
	unknown,
	type Failure,
} from './failures';
import { interpretResponse } from './interpret';
import { Outcomes, type Row } from './outcomes';
import type { BulkResult } from './result';
import { BulkRun } from './run';
import { settleRows, type Batch } from './settle';
import type { BatchWork, BulkOptions, BulkWork, SingleWork } from './work';

/** Sends rows until it is known of each what became of it, as far as Kard's responses tell. */
class Sender {
	/** Rows that may have got through unheard. */
	private readonly lost: Batch[] = [];

	constructor(
		private readonly work: BulkWork,
		private readonly run: BulkRun,
	) {}

	/** Sends the rows of a reader, in as many requests as they need, and whatever must be sent again. */
	async sendAll(reader: BatchReader): Promise<void> {
		const { run } = this;
		const sendNext = async (): Promise<void> => {
			const batch = await reader.nextBatch();
			if (batch.rows.length === 0 || !run.goesOn) return;
			run.pool.add(sendNext);
			await this.sendUntilKnown(batch);
		};
		// The first request goes alone, so that wrong credentials cost one, and the token is there for the others.
		const first = await reader.nextBatch();
		if (first.rows.length === 0 || !run.goesOn) return;
		await this.sendUntilKnown(first);
		run.pool.add(sendNext);
		await run.pool.run();
		run.pool.add(() => this.askAgain());
		await run.pool.run();
	}

	/**
	 * Asks once more after the rows that were lost on the way, one batch after the other, when the others are known. A
	 * Kard that answered nothing is left alone.
	 */
	private async askAgain(): Promise<void> {
		const { run } = this;
		const { call } = run;
		for (const batch of this.lost.splice(0)) {
			const mayAsk = call.maxRetries > 0 && run.outcomes.anyAccepted && call.mayRetry() && run.takeQuestion();
			if (!mayAsk) return;
			await this.sendUntilKnown({ ...batch, isQuestion: false });
		}
	}

	private async sendUntilKnown(first: Batch): Promise<void> {
		const batches = [first];
		for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
			batches.push(...(await this.sendOnce(batch)).toReversed());
		}
	}

	/** Sends a batch once, and gives what must be sent again. */
	private async sendOnce(batch: Batch): Promise<readonly Batch[]> {
		const { work, run } = this;
		if (batch.isQuestion === true && !run.takeQuestion()) {
			this.lose(batch, () => unknown(batch.said));
			return [];
		}
		try {
			if (batch.waitMs !== undefined) await run.call.sleep(batch.waitMs);
			if (!('write' in work)) return await this.sendTogether(batch, work);
			for (const sent of batch.rows) await this.sendAlone(sent, work);
		} catch (thrown) {
			this.failAll(batch, asKardError(thrown));
		}
		return [];
	}

	private async sendTogether(batch: Batch, work: BatchWork): Promise<readonly Batch[]> {
		const { call, engine } = this.run;
		const { path, scope } = work;
		const sent = batch.rows.map(({ resource }) => resource);
		const onSend = () => {
			for (const { row } of batch.rows) row.wasSent = true;
		};
		// Every row carries an id, so Kard tells a repeat from a new row.
		const body = batch.body ?? JSON.stringify({ data: sent });
		const request: KardRequest = { method: 'POST', path, scope, body, sent, idempotent: true, onSend };
		const response = await engine.send(request, call);
		for (const { row } of batch.rows) row.doubt ||= response.outcomeUnknown;
		const reports = interpretResponse(response, sent, work.naming);
		if (reports !== undefined) {
			const redactor = once(() => engine.redactorFor(request));
			const shown = memoize((text: string) => redactor().excerpt(text, LONGEST_REASON));
			const wording = { labels: work.labels, redactor, shown };
			return settleRows(batch, reports, { work, run: this.run, response, ...wording });
		}
		this.failAll(batch, engine.errorOf(response, request));
		return [];
	}

	private async sendAlone({ row, resource }: SentRow, { accepted, write }: SingleWork): Promise<void> {
		const { call } = this.run;
		const { requests } = call;
		try {
			const { id } = await write(resource, call);
			this.run.outcomes.accept(row, accepted, { id });
		} finally {
			row.wasSent = call.requests > requests;
		}
	}

	/** The request that carried these rows failed as a whole. Those in doubt are asked after once more. */
	private failAll(batch: Batch, error: KardError): void {
		const { work, run } = this;
		const isAlone = 'write' in work;
		// What is sent alone has a path of its own, and may be the only one that is not there.
		if (concernsEveryRow(error) && !(isAlone && error instanceof KardNotFoundError)) run.halt(error);
		run.noteEnd();
		for (const { row } of batch.rows) row.doubt ||= error.outcomeUnknown;
		const [lost, failed] = partition(batch.rows, ({ row }) => row.doubt && !isAlone);
		for (const { row } of failed) run.outcomes.fail(row, notCarried(error, row.wasSent));
		this.lose({ ...batch, rows: lost }, ({ wasSent }) => perhapsTaken(notCarried(error, wasSent)));
	}

	/** @param failure what to say of a row if it stays lost */
	private lose(batch: Batch, failure: (row: Row) => Failure): void {
		for (const { row } of batch.rows) row.soFar = () => failure(row);
		if (batch.rows.length > 0) this.lost.push({ ...batch, body: undefined });
	}
}

/**
 * Carries out a bulk write: reads the rows, sends them, and says what became of every row. It never rejects for what
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
	const concurrency = 'write' in work ? 1 : Math.max(1, options.concurrency ?? USUAL_CONCURRENCY);
	const size = Math.max(1, Math.min(options.batchSize ?? work.limit, work.limit));
	const duplicates = options.duplicates ?? 'report';
	const readInto = (outcomes: Outcomes) =>
		new BatchReader(list, work, outcomes, { size, ahead: concurrency });

	if (options.checkOnly === true) {
		const checked = new Outcomes(duplicates);
		await checkRows(readInto(checked), work, checked);
		return checked.result(0, undefined);
	}
	if (options.ifRowIsBad === 'sendNothing') {
		const checked = new Outcomes(duplicates);
		await readInto(checked).readRest();
		const firstBad = checked.refused.find(({ index }) => options.mayFail?.(index) !== true);
		if (firstBad) return checked.result(0, undefined, notWithoutAll(firstBad.error.message));
	}
	const run = new BulkRun(call, engine, duplicates, concurrency);
	const reader = readInto(run.outcomes);
	await new Sender(work, run).sendAll(reader);
	await reader.readRest();
	return run.outcomes.result(call.requests, run.stoppedBy);
}
