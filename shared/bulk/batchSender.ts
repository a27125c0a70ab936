import once from 'lodash/once';
import { KardAuthenticationError, KardNotFoundError, KardPermissionError, type KardError } from '../errors';
import type { CallContext } from '../http/callContext';
import type { KardRequest, RequestEngine } from '../http/engine';
import { maskedError } from '../http/masking';
import { leavesDoubt } from '../http/retryPolicy';
import { askedWaitMs, repeatBusy } from './busyRows';
import type { Answered, Pending } from './pending';
import type { PlannedRow } from './plan';
import type { Questions } from './questions';
import type { Outcome, Outcomes } from './result';
import {
	carriedRow,
	duplicateRow,
	perhapsTakenBefore,
	refusedRow,
	unexpected,
	unknownRow,
	shownWords,
} from './rowFailure';
import type { BusyRow, RowVerdict } from './rowVerdict';
import { rowsToSend, type SentRow } from './sentRow';
import type { Updates } from './updates';
import { judge } from './verdict';
import type { BulkWork } from './work';

/** What the sender of one call's batches works with. */
export interface Sending {
	readonly rows: readonly unknown[];
	readonly work: BulkWork;
	readonly call: CallContext;
	readonly pipeline: RequestEngine;
	readonly outcomes: Outcomes;
	readonly duplicates: 'report' | 'fail';
	/** What may be spent on asking again, where an answer does not tell. */
	readonly questions: Questions;
	/** Updates rows that exist already, instead of calling them duplicates. */
	readonly updates: Updates | undefined;
	/** Told of a failure that every further request would meet as well. */
	readonly halt: (error: KardError) => void;
}

function isHopeless(error: KardError): boolean {
	return (
		error.noToken ||
		error instanceof KardAuthenticationError ||
		error instanceof KardPermissionError ||
		error instanceof KardNotFoundError
	);
}

/** Sends batches and settles each of their rows, splitting a batch where an answer leaves rows in the dark. */
export class BatchSender {
	/** Rows that may have got through unheard. */
	private lost: Pending[] = [];

	constructor(private readonly sending: Sending) {}

	/** Sends one batch, and whatever must be sent again to know of every row in it. */
	async send(planned: readonly PlannedRow[]): Promise<void> {
		const { rows, work, outcomes } = this.sending;
		await this.sendUntilKnown({
			rows: rowsToSend(planned, rows, work, outcomes),
			...{ doubt: false, wasSent: false, errorOf: (index) => unknownRow(index) },
		});
	}

	/**
	 * Asks once more after the rows that were lost on the way, one group after the other, when the others have been
	 * answered. A Kard that answered nothing is left alone.
	 */
	async askAgain(): Promise<void> {
		const waiting = this.lost;
		this.lost = [];
		for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
			if (!this.mayAskAgain()) {
				this.lost.push(next, ...waiting);
				return;
			}
			await this.sendUntilKnown({ ...next, isQuestion: false });
		}
	}

	/** Settles the rows that stayed lost: of these nobody can tell. */
	giveUp(): void {
		for (const group of this.lost) this.settleFailed(group);
	}

	private mayAskAgain(): boolean {
		const { call, outcomes } = this.sending;
		return call.maxRetries > 0 && outcomes.anyAccepted && call.mayRetry() && this.sending.questions.take();
	}

	private async sendUntilKnown(start: Pending): Promise<void> {
		const groups = start.rows.length === 0 ? [] : [start];
		for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
			groups.push(...(await this.sendGroup(group)).toReversed());
		}
	}

	/** Sends a group once, and gives what must be sent again. */
	private async sendGroup(group: Pending): Promise<readonly Pending[]> {
		const { call, pipeline } = this.sending;
		if (group.isQuestion === true && !this.sending.questions.take()) {
			this.lost.push(group);
			return [];
		}
		let { wasSent } = group;
		const onSend = () => {
			wasSent = true;
		};
		try {
			const request = { ...this.requestFor(group.rows), onSend };
			if (group.waitMs !== undefined) await call.sleep(group.waitMs);
			const exchange = await pipeline.send(request, call);
			const known = { ...group, wasSent, doubt: group.doubt || exchange.outcomeUnknown };
			return this.read(
				{ exchange, group: known, redactor: once(() => pipeline.redactorFor(request)) },
				request,
			);
		} catch (thrown) {
			this.failAll({ ...group, wasSent }, unexpected(thrown));
			return [];
		}
	}

	private read(answered: Answered, request: KardRequest): readonly Pending[] {
		const { exchange, group, redactor } = answered;
		const verdict = judge(exchange, group, this.sending.work.answers);
		if (verdict.wholeRequestFailed) {
			this.failAll(group, this.sending.pipeline.errorOf(exchange, request));
			return [];
		}
		const busy = verdict.settled.filter((one) => one.says === 'busy');
		const settled = verdict.settled.filter((one) => one.says !== 'busy');
		if (settled.some((one) => this.tells(one, group))) this.sending.questions.answered();
		for (const row of settled) this.settle(row, answered);
		const again = verdict.again.map((next) => ({
			...{ ...next, wasSent: true },
			// Masked now, for a later request may be about fewer rows than this answer repeats.
			said: next.said && maskedError(next.said, redactor()),
			errorOf: (index: number) => unknownRow(index, shownWords(next.said, redactor)),
		}));
		const repeats = repeatBusy(busy, answered, this.sending.call);
		if (repeats === undefined) for (const one of busy) this.failBusy(one, answered);
		return [...again, ...(repeats ?? [])];
	}

	/** Whether an answer tells what became of a row. A refusal that leaves it open tells of others, if of any. */
	private tells(verdict: RowVerdict, { doubt }: Pending): boolean {
		if (verdict.says === 'refused' && doubt && !verdict.named) return this.sending.outcomes.anyAccepted;
		return verdict.says !== 'unknown';
	}

	private requestFor(rows: readonly SentRow[]): KardRequest {
		const { path, scope } = this.sending.work;
		const body = JSON.stringify({ data: rows.map(({ resource }) => resource) });
		// Every row carries an id, so Kard tells a repeat from a new row.
		return { method: 'POST', path, scope, body, idempotent: true };
	}

	private settle(verdict: Exclude<RowVerdict, BusyRow>, { group, exchange, redactor }: Answered): void {
		const { outcomes } = this.sending;
		const { index, id } = verdict.row;
		switch (verdict.says) {
			case 'accepted':
				outcomes.settle(index, this.acceptedOutcome(id));
				return;
			case 'conflict':
				this.settleConflict(verdict.row, group.doubt);
				return;
			case 'unknown':
				outcomes.settle(index, {
					ok: false,
					id,
					error: unknownRow(index, shownWords(verdict.said, redactor)),
				});
				return;
			case 'refused': {
				const refusal = refusedRow(redactor(), index, exchange.status, verdict.reason);
				const error = group.doubt && !verdict.named ? perhapsTakenBefore(refusal) : refusal;
				outcomes.settle(index, { ok: false, id, error });
			}
		}
	}

	private failBusy({ row, status, reason }: BusyRow, { group, exchange, redactor }: Answered): void {
		const { call, outcomes } = this.sending;
		const { index, id } = row;
		const refusal = refusedRow(redactor(), index, status, reason, askedWaitMs(exchange, call));
		const doubt = group.doubt || leavesDoubt(status);
		outcomes.settle(index, { ok: false, id, error: doubt ? perhapsTakenBefore(refusal) : refusal });
	}

	private acceptedOutcome(id: string): Outcome {
		return { ok: true, id, status: this.sending.work.accepted };
	}

	private settleConflict(row: SentRow, doubt: boolean): void {
		const { outcomes, duplicates, updates } = this.sending;
		const { index, id } = row;
		if (updates) {
			// Also in doubt: the one that exists may be an older one, and must end up as this row says.
			updates.add(row, doubt);
		} else if (doubt) {
			outcomes.settle(index, this.acceptedOutcome(id));
		} else if (duplicates === 'fail') {
			outcomes.settle(index, { ok: false, id, error: duplicateRow(index) });
		} else {
			outcomes.settle(index, { ok: true, id, status: 'duplicate' });
		}
	}

	/** The request that carried these rows failed as a whole. */
	private failAll(group: Pending, error: KardError): void {
		if (isHopeless(error)) this.sending.halt(error);
		const doubt = group.doubt || error.outcomeUnknown;
		const errorOf = (index: number) => carriedRow(error, index, doubt, group.wasSent);
		const failed = { ...group, doubt, errorOf };
		if (doubt) this.lost.push(failed);
		else this.settleFailed(failed);
	}

	private settleFailed({ rows, errorOf }: Pending): void {
		for (const { index, id } of rows) {
			this.sending.outcomes.settle(index, { ok: false, id, error: errorOf(index) });
		}
	}
}
