import type { KardResponse } from '../http/response';
import { backOffMs, leavesDoubt, requestedWaitMs } from '../http/retryPolicy';
import type { SentRow } from './batches';
import { duplicate, perhapsTaken, unknown, type Failure } from './failures';
import type { BusyRow, OpenRow, Refusal, RowReport } from './interpret';
import type { Row } from './outcomes';
import type { BulkRun } from './run';
import { refused, type Wording } from './refused';
import { updateLater } from './updates';
import type { BatchWork } from './work';

/** Rows that go out in one request. */
export interface Batch {
	readonly rows: readonly SentRow[];
	/** What is sent of them, where it has been written already. */
	readonly body?: string | undefined;
	/** Whether they are sent again for no other reason than that a response did not tell what became of them. */
	readonly isQuestion?: boolean;
	/** Whether this single row is sent for the last time. */
	readonly isLastTry?: boolean;
	/** What Kard said when it could not be told what it meant. */
	readonly said?: string | undefined;
	/** How often Kard was too busy for these very rows. */
	readonly repeats?: number;
	/** How long to wait before they are sent, in milliseconds. */
	readonly waitMs?: number;
}

/** A response to a batch, and what is needed to act on it. */
interface Heard extends Wording {
	readonly work: BatchWork;
	readonly run: BulkRun;
	readonly response: KardResponse;
}

/** A row, and what a response says of it. */
interface Read<Report extends RowReport> {
	readonly sent: SentRow;
	readonly report: Report;
}

/** Whether a response tells what became of a row. A refusal that leaves it open tells of others, if of any. */
function tells(report: RowReport | undefined, { doubt }: Row, { outcomes }: BulkRun): boolean {
	if (report?.is === 'refused') return report.named || !doubt || outcomes.anyAccepted;
	return report?.is === 'accepted' || report?.is === 'conflict';
}

function settleConflict(sent: SentRow, { work, run }: Heard): void {
	const { row } = sent;
	const { outcomes } = run;
	// Also in doubt: the one that exists may be an older one, and must end up as this row says.
	if (work.onConflict) updateLater(sent, { work, write: work.onConflict, run });
	else if (row.doubt) outcomes.accept(row, work.accepted);
	else if (outcomes.duplicates === 'fail') outcomes.fail(row, duplicate());
	else outcomes.accept(row, 'duplicate');
}

/** Why a row failed that Kard refused, or for which it stayed too busy. */
function refusal(report: Refusal | BusyRow, isInDoubt: boolean, heard: Heard, waitMs?: number): Failure {
	const failure = refused(report, heard, waitMs);
	return isInDoubt ? perhapsTaken(failure) : failure;
}

function halves<T>(rows: readonly T[]): T[][] {
	const middle = Math.ceil(rows.length / 2);
	return [rows.slice(0, middle), rows.slice(middle)];
}

/** Has open rows sent again; those that Kard may have taken answer "conflict" then. */
function sendAgain(open: readonly Read<OpenRow>[], batch: Batch, { run, shown: masked }: Heard): Batch[] {
	const [first] = open;
	if (first === undefined) return [];
	const rowsOf = (apart: boolean) =>
		open.filter(({ report }) => report.apart === apart).map(({ sent }) => sent);
	const groups = [rowsOf(false), ...halves(rowsOf(true))].filter(({ length }) => length > 0);
	if (first.report.noneTaken) return groups.map((rows) => ({ rows }));
	const { said } = first.report;
	// Masked now, for a later request may be about fewer rows than this response repeats.
	const shown = said === undefined ? batch.said : masked(said);
	for (const { sent } of open) {
		sent.row.doubt = true;
		if (batch.isLastTry === true) run.outcomes.fail(sent.row, unknown(shown));
	}
	if (batch.isLastTry === true) return [];
	return groups.map((rows) => ({ rows, isQuestion: true, isLastTry: open.length === 1, said: shown }));
}

/**
 * Has rows sent again for which Kard was too busy, after the same waits and as often as requests are repeated. They
 * fail where they may not be repeated any more.
 */
function repeatBusy(busy: readonly Read<BusyRow>[], batch: Batch, heard: Heard): Batch[] {
	if (busy.length === 0) return [];
	const { call } = heard.run;
	const repeats = batch.repeats ?? 0;
	const asked = requestedWaitMs(heard.response.headers, call.clock.now());
	const waitMs = asked ?? backOffMs(repeats, call.clock.random());
	const mayRepeat = repeats < call.maxRetries && call.allows(waitMs) && call.mayRetry();
	for (const { sent, report } of busy) {
		const { row } = sent;
		row.doubt ||= leavesDoubt(report.status);
		if (!mayRepeat) heard.run.outcomes.fail(row, refusal(report, row.doubt, heard, asked));
	}
	if (!mayRepeat) return [];
	// One "slow down" is meant for all.
	const holdsForAll = asked !== undefined || busy.some(({ report }) => report.status === 429);
	if (holdsForAll) call.pause(waitMs);
	const rows = busy.map(({ sent }) => sent);
	return [{ rows, repeats: repeats + 1, ...(holdsForAll ? {} : { waitMs }) }];
}

/**
 * Does what a response asks for: settles the rows of which it tells, and gives those that must be sent again.
 * @param reports what the response says of each row of the batch
 */
export function settleRows(batch: Batch, reports: readonly RowReport[], heard: Heard): Batch[] {
	const { work, run } = heard;
	if (batch.rows.some(({ row }, place) => tells(reports[place], row, run))) run.answered();
	const open: Read<OpenRow>[] = [];
	const busy: Read<BusyRow>[] = [];
	batch.rows.forEach((sent, place) => {
		const { row } = sent;
		const report = reports[place];
		if (report?.is === 'accepted') run.outcomes.accept(row, work.accepted);
		else if (report?.is === 'open') open.push({ sent, report });
		else if (report?.is === 'busy') busy.push({ sent, report });
		else if (report?.is === 'conflict') settleConflict(sent, heard);
		else if (report?.is === 'refused')
			run.outcomes.fail(row, refusal(report, row.doubt && !report.named, heard));
	});
	return [...sendAgain(open, batch, heard), ...repeatBusy(busy, batch, heard)];
}
