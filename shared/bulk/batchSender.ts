import once from 'lodash/once';
import { KardAuthenticationError, KardError, KardNotFoundError, KardPermissionError } from '../errors';
import type { Call } from '../http/call';
import type { Exchange } from '../http/persist';
import type { KardRequest, Pipeline } from '../http/pipeline';
import type { Redactor } from '../redaction/redactor';
import type { PlannedRow } from './plan';
import type { Outcome, Outcomes } from './result';
import { carriedRow, duplicateRow, perhapsTakenBefore, refusedRow, unknownRow } from './rowFailure';
import { judge, type Group, type RowVerdict } from './verdict';
import type { BulkWork, Resource } from './work';

/** What the sender of one call's batches works with. */
export interface Sending {
	readonly rows: readonly unknown[];
	readonly work: BulkWork;
	readonly call: Call;
	readonly pipeline: Pipeline;
	readonly outcomes: Outcomes;
	readonly duplicates: 'report' | 'fail';
	/** Takes work that comes up on the way, such as updating a user that exists already. */
	readonly later: (task: () => Promise<void>) => void;
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

function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

/** Rows that may have got through unheard, and why nobody heard. */
interface Lost {
	readonly group: Group;
	readonly error: KardError;
}

/** Sends batches and settles each of their rows, splitting a batch where an answer leaves rows in the dark. */
export class BatchSender {
	private readonly lost: Lost[] = [];

	constructor(private readonly sending: Sending) {}

	/** Sends one batch, and whatever must be sent again to know of every row in it. */
	async send(rows: readonly PlannedRow[]): Promise<void> {
		await this.sendUntilKnown({ rows, doubt: false });
	}

	/**
	 * Asks once more after the batches that were lost on the way, one by one, when the others have been answered.
	 * A Kard that answered nothing is left alone.
	 */
	async askAgain(): Promise<void> {
		const { call, outcomes } = this.sending;
		for (const { group } of [...this.lost]) {
			if (call.maxRetries < 1 || !outcomes.anyAccepted || !call.mayRepeat()) return;
			await this.sendUntilKnown(group);
		}
	}

	/** Settles the rows that stayed lost: of these nobody can tell. */
	giveUp(): void {
		for (const { group, error } of this.lost) this.settleAll(group, error);
	}

	private async sendUntilKnown(start: Group): Promise<void> {
		const groups = [start];
		for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
			groups.push(...(await this.sendGroup(group)).toReversed());
		}
	}

	private async sendGroup(group: Group): Promise<readonly Group[]> {
		const { call, pipeline, halt } = this.sending;
		const request = this.requestFor(group.rows);
		let exchange: Exchange;
		try {
			exchange = await pipeline.send(request, call);
		} catch (error) {
			if (!(error instanceof KardError)) throw error;
			if (isHopeless(error)) halt(error);
			this.failAll(group, error);
			return [];
		}
		const known = { ...group, doubt: group.doubt || exchange.outcomeUnknown };
		const verdict = judge(exchange, known);
		if (verdict.wholeRequestFailed) {
			const error = pipeline.errorOf(exchange, request);
			if (isHopeless(error)) halt(error);
			this.failAll(known, error);
			return [];
		}
		const redactor = once(() => pipeline.redactorFor(request));
		for (const row of verdict.settled) this.settle(row, known.doubt, exchange.status, redactor);
		// A host that answers everything with web pages is not asked for ever, row by row.
		const isReadable = exchange.content.kind === 'json' || !isSuccess(exchange.status);
		if (verdict.again.length === 0 || isReadable || call.mayRepeat()) return verdict.again;
		for (const row of group.rows) this.settle({ row, says: 'unknown' }, true, exchange.status, redactor);
		return [];
	}

	private requestFor(rows: readonly PlannedRow[]): KardRequest {
		const { path, scope } = this.sending.work;
		const body = JSON.stringify({ data: rows.map((row) => this.resourceOf(row)) });
		// Every row carries an id, so Kard tells a repeat from a new row.
		return { method: 'POST', path, scope, body, idempotent: true };
	}

	private resourceOf(row: PlannedRow): Resource {
		const prepared = this.sending.work.prepare(this.sending.rows[row.index], row.index);
		if (!prepared.ok) throw new KardError('A row changed while it was being sent.');
		return prepared.resource;
	}

	private settle(verdict: RowVerdict, doubt: boolean, status: number, redactor: () => Redactor): void {
		const { outcomes } = this.sending;
		const { row } = verdict;
		const { index, id } = row;
		if (verdict.says === 'refused') {
			const refusal = refusedRow(redactor(), index, status, verdict.reason);
			const error = doubt && !verdict.named ? perhapsTakenBefore(refusal) : refusal;
			outcomes.settle(index, { ok: false, id, error });
		} else if (verdict.says === 'conflict') {
			this.settleConflict(row, doubt);
		} else {
			const known = verdict.says === 'accepted';
			outcomes.settle(index, known ? this.acceptedOutcome(id) : { ok: false, id, error: unknownRow(index) });
		}
	}

	/** Makes a row that exists already what it should be. */
	private async update(
		row: PlannedRow,
		write: NonNullable<BulkWork['onConflict']>,
		doubt: boolean,
	): Promise<void> {
		const { outcomes, call, halt } = this.sending;
		const { index, id } = row;
		try {
			await write(this.resourceOf(row), call);
			outcomes.settle(index, { ok: true, id, status: 'updated' });
		} catch (error) {
			if (!(error instanceof KardError)) throw error;
			if (error instanceof KardAuthenticationError) halt(error);
			outcomes.settle(index, { ok: false, id, error: carriedRow(error, index, doubt) });
		}
	}

	private acceptedOutcome(id: string): Outcome {
		return { ok: true, id, status: this.sending.work.accepted };
	}

	private settleConflict(row: PlannedRow, doubt: boolean): void {
		const { work, outcomes, duplicates, later } = this.sending;
		const { index, id } = row;
		const { onConflict } = work;
		if (onConflict) {
			// Also in doubt: the one that exists may be an older one, and must end up as this row says.
			later(() => this.update(row, onConflict, doubt));
		} else if (doubt) {
			outcomes.settle(index, this.acceptedOutcome(id));
		} else if (duplicates === 'fail') {
			outcomes.settle(index, { ok: false, id, error: duplicateRow(index) });
		} else {
			outcomes.settle(index, { ok: true, id, status: 'duplicate' });
		}
	}

	private failAll(group: Group, error: KardError): void {
		const doubt = group.doubt || error.outcomeUnknown;
		if (doubt) this.lost.push({ group: { ...group, doubt }, error });
		else this.settleAll(group, error);
	}

	private settleAll(group: Group, error: KardError): void {
		for (const { index, id } of group.rows) {
			this.sending.outcomes.settle(index, { ok: false, id, error: carriedRow(error, index, group.doubt) });
		}
	}
}
