import { KardAuthenticationError, KardError, KardNotFoundError, KardPermissionError } from '../errors';
import type { Call } from '../http/call';
import type { Exchange } from '../http/persist';
import type { KardRequest, Pipeline } from '../http/pipeline';
import type { PlannedRow } from './plan';
import type { Outcome, Outcomes } from './result';
import { carriedRow, duplicateRow, refusedRow, unknownRow } from './rowFailure';
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

function isHopeless(error: unknown): error is KardError {
	return (
		error instanceof KardAuthenticationError ||
		error instanceof KardPermissionError ||
		error instanceof KardNotFoundError
	);
}

/** Sends batches and settles each of their rows, splitting a batch where an answer leaves rows in the dark. */
export class BatchSender {
	constructor(private readonly sending: Sending) {}

	/** Sends one batch, and whatever must be sent again to know of every row in it. */
	async send(rows: readonly PlannedRow[]): Promise<void> {
		const groups: Group[] = [{ rows, doubt: false }];
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
		for (const row of verdict.settled) this.settle(row, known.doubt, exchange.status);
		return verdict.again;
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

	private settle(verdict: RowVerdict, doubt: boolean, status: number): void {
		const { outcomes } = this.sending;
		const { row } = verdict;
		const { index, id } = row;
		if (verdict.says === 'refused') {
			const error = refusedRow(this.resourceOf(row), index, status, verdict.reason);
			outcomes.settle(index, { ok: false, id, error });
		} else if (verdict.says === 'conflict') {
			this.settleConflict(row, doubt);
		} else {
			const known = verdict.says === 'accepted';
			outcomes.settle(index, known ? this.acceptedOutcome(id) : { ok: false, id, error: unknownRow(index) });
		}
	}

	private acceptedOutcome(id: string): Outcome {
		return { ok: true, id, status: this.sending.work.accepted };
	}

	private settleConflict(row: PlannedRow, doubt: boolean): void {
		const { work, outcomes, duplicates, later, call } = this.sending;
		const { index, id } = row;
		const { onConflict } = work;
		if (onConflict) {
			// Also in doubt: the one that exists may be an older one, and must end up as this row says.
			later(async () => {
				outcomes.settle(index, await onConflict(this.resourceOf(row), index, call));
			});
		} else if (doubt) {
			outcomes.settle(index, this.acceptedOutcome(id));
		} else if (duplicates === 'fail') {
			outcomes.settle(index, { ok: false, id, error: duplicateRow(index) });
		} else {
			outcomes.settle(index, { ok: true, id, status: 'duplicate' });
		}
	}

	private failAll(group: Group, error: KardError): void {
		for (const { index, id } of group.rows) {
			this.sending.outcomes.settle(index, { ok: false, id, error: carriedRow(error, index, group.doubt) });
		}
	}
}
