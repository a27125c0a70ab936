import type { RowStatus } from '../catalogue/description/bulkRows';
import type { KardError } from '../errors';
import { failedRow, messageOf } from './failedRow';
import { repeats, unsent, type Failure } from './failures';
import type { BulkResult, FailedRow, SucceededRow } from './result';

/** A row that can be sent, until it is known what becomes of it. */
export class Row {
	/** Whether it went out in any attempt. */
	wasSent = false;
	/** Whether an attempt may have got through, so that "exists already" means success. It is never taken back. */
	doubt = false;
	/** What to say of it if the run ends now; the argument is why it ended, if anything ended it. */
	soFar: ((stoppedBy: KardError | undefined) => Failure) | undefined = undefined;

	constructor(
		readonly index: number,
		/** Undefined where Kard gives it. */
		readonly id: string | undefined,
		/** What was left out of it. */
		readonly notes: readonly string[] | undefined,
	) {}
}

/** What there is to tell of a row beside its status. */
type MoreOfRow = Pick<Partial<SucceededRow>, 'id' | 'notes' | 'wouldSend'>;

/** A row that says the same as one before it. It shares its fate. */
class Repeat {
	constructor(
		readonly index: number,
		readonly id: string,
		readonly first: number,
		readonly notes: readonly string[] | undefined,
	) {}
}

/** What is known of one row. */
type Place = Row | Repeat | SucceededRow | FailedRow;

/** All that is noted of a row; nothing where there is nothing to note. */
function noted(ofRow: readonly string[] = [], more: readonly string[] = []): { notes?: readonly string[] } {
	return ofRow.length + more.length === 0 ? {} : { notes: [...ofRow, ...more] };
}

/** What is known of each row of a write. A row is kept only until it is known what became of it. */
export class Outcomes {
	private readonly places: Place[] = [];

	/** Whether any row is at Kard. */
	anyAccepted = false;
	/** The rows that cannot be sent, as far as they are known. */
	readonly refused: FailedRow[] = [];

	/** @param duplicates what to say of a row that is in the input twice */
	constructor(readonly duplicates: 'report' | 'fail') {}

	/** Takes note of the next row, which can be sent. */
	begin(index: number, id: string | undefined, notes?: readonly string[]): Row {
		const row = new Row(index, id, notes);
		this.places[index] = row;
		return row;
	}

	/** Takes note of the next row, which says the same as one before it. */
	repeat(index: number, id: string, first: number, notes?: readonly string[]): void {
		this.places[index] = new Repeat(index, id, first, notes);
	}

	/** Takes note of a row that cannot be sent. */
	refuse(index: number, id: string | undefined, failure: Failure): void {
		const refused = failedRow(index, id, failure);
		this.places[index] = refused;
		this.refused.push(refused);
	}

	/** Kard has the row, or could have it. */
	accept({ index, id = '', notes }: Row, status: RowStatus, more?: MoreOfRow): void {
		// Most rows have nothing to note, and a spread costs more than all else here.
		const isPlain = notes === undefined && more === undefined;
		const known = { index, id, status };
		this.places[index] = isPlain ? known : { ...known, ...more, ...noted(notes, more?.notes) };
		this.anyAccepted = true;
	}

	/** The row failed after it had its turn. */
	fail({ index, id, notes }: Row, failure: Failure): void {
		this.places[index] = failedRow(index, id, failure, notes);
	}

	/**
	 * What became of each row, now that nothing more is done about any.
	 * @param leftBecause why a row had no turn of which nothing else is known
	 */
	result(
		requests: number,
		stoppedBy: KardError | undefined,
		leftBecause: Failure = unsent(stoppedBy),
	): BulkResult {
		const finished = (place: Place): SucceededRow | FailedRow => {
			if (place instanceof Row)
				return failedRow(place.index, place.id, place.soFar?.(stoppedBy) ?? leftBecause, place.notes);
			if (!(place instanceof Repeat)) return place;
			const first = this.places[place.first];
			const isUnknown = first === undefined || (first instanceof Row && first.soFar === undefined);
			return isUnknown
				? failedRow(place.index, place.id, leftBecause, place.notes)
				: this.repeated(place, finished(first));
		};
		const succeeded: SucceededRow[] = [];
		const failed: FailedRow[] = [];
		for (const place of this.places) {
			const outcome = finished(place);
			if ('reason' in outcome) failed.push(outcome);
			else succeeded.push(outcome);
		}
		return { succeeded, failed, requests, ...(stoppedBy && failed.length > 0 ? { stoppedBy } : {}) };
	}

	/** What became of a row that is in the input twice. */
	private repeated({ index, id, notes }: Repeat, first: SucceededRow | FailedRow): SucceededRow | FailedRow {
		if ('reason' in first) {
			const { code, outcomeUnknown } = first;
			const reason = `repeats row ${String(first.row)}, which failed. ${messageOf(first.index, first)}`;
			return failedRow(index, id, { reason, code, outcomeUnknown, cause: () => first.error }, notes);
		}
		if (this.duplicates === 'fail') return failedRow(index, id, repeats(first.index), notes);
		return { index, id, status: 'duplicate', duplicateOf: first.index, ...(notes && { notes }) };
	}
}
