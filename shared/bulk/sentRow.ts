import type { ErrorObject } from '../errors/errorDocument';
import { digestOf, type PlannedRow } from './plan';
import type { Outcomes } from './result';
import { unsteadyRow } from './rowFailure';
import type { Resource } from '../rows/prepareRow';
import type { BulkWork } from './work';

/** A row whose request goes out, with what is sent of it: the same in each attempt. */
export interface SentRow {
	readonly index: number;
	readonly id: string;
	readonly resource: Resource;
}

/** Rows that go out together, and what is known of them. */
export interface Group {
	readonly rows: readonly SentRow[];
	/** Whether an earlier attempt may have got through, so that "exists already" means success. */
	readonly doubt: boolean;
	/** Whether they are sent again for no other reason than that an answer did not tell what became of them. */
	readonly isQuestion?: boolean;
	/** Whether this single row is being repeated for the last time. */
	readonly lastTry?: boolean;
	/** What Kard said when it could not be told what it meant. */
	readonly said?: ErrorObject | undefined;
	/** How often Kard was too busy for these very rows. */
	readonly repeats?: number;
	/** How long to wait before they are sent again, in milliseconds. */
	readonly waitMs?: number;
}

function resourceOf(row: PlannedRow, rows: readonly unknown[], work: BulkWork): Resource | undefined {
	try {
		const prepared = work.prepare(rows[row.index], row.index);
		return prepared.ok && digestOf(prepared.resource) === row.digest ? prepared.resource : undefined;
	} catch {
		return undefined;
	}
}

/** Makes of the rows of a request what is sent. One that no longer says what it said fails, and stays behind. */
export function rowsToSend(
	planned: readonly PlannedRow[],
	rows: readonly unknown[],
	work: BulkWork,
	outcomes: Outcomes,
): SentRow[] {
	return planned.flatMap((row) => {
		const { index, id } = row;
		const resource = resourceOf(row, rows, work);
		if (resource !== undefined) return [{ index, id, resource }];
		outcomes.settle(index, { ok: false, id, error: unsteadyRow(index, 'It changed before it was sent.') });
		return [];
	});
}
