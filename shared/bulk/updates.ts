import { KardAuthenticationError, KardPermissionError, withMessage, type KardError } from '../errors';
import type { CallContext } from '../http/callContext';
import { notUpdatedRow, updateFailedRow } from './existingRow';
import type { Questions } from './questions';
import type { Outcomes } from './result';
import { unexpected } from './rowFailure';
import type { SentRow } from './sentRow';
import type { BulkWork } from './work';

/** By its status Kard made an update, as it does with an empty answer; a web page may have the same status. */
const UNREADABLE =
	"Kard's answer to the update could not be read; by its status the update was made. Sending the same row again is safe.";

/** What the updates of one call work with. */
export interface Updating {
	readonly write: NonNullable<BulkWork['onConflict']>;
	readonly call: CallContext;
	readonly outcomes: Outcomes;
	/** What may be spent on asking again, where an answer does not tell. */
	readonly questions: Questions;
	/** Takes the update of a row, to be made when there is room for it. */
	readonly later: (task: () => Promise<void>) => void;
	/** Told of a failure that every further request would meet as well. */
	readonly halt: (error: KardError) => void;
}

/** Makes rows that exist already what they should be, one request for each. */
export class Updates {
	/** Why no row can be updated, though rows may still be created. */
	private refusal: KardError | undefined;

	constructor(private readonly updating: Updating) {}

	/**
	 * Has a row updated. That Kard has it is remembered, however the run ends.
	 * @param doubt whether an earlier attempt of this run may have created it
	 */
	add(row: SentRow, doubt: boolean): void {
		const { outcomes, later } = this.updating;
		const { index, id } = row;
		outcomes.suppose(index, (cause) => ({ ok: false, id, error: notUpdatedRow(cause, index, doubt) }));
		later(() => this.make(row, doubt));
	}

	private async make(row: SentRow, doubt: boolean): Promise<void> {
		const { outcomes, halt } = this.updating;
		const { index, id } = row;
		if (this.refusal) {
			outcomes.settle(index, { ok: false, id, error: notUpdatedRow(this.refusal, index, doubt) });
			return;
		}
		try {
			const isSure = await this.writeForSure(row);
			outcomes.settle(index, { ok: true, id, status: 'updated', ...(isSure ? {} : { notes: [UNREADABLE] }) });
		} catch (thrown) {
			const error = unexpected(thrown);
			if (error instanceof KardAuthenticationError) halt(error);
			// Creating needs another permission than updating, and may go on.
			if (error instanceof KardPermissionError) this.refusal ??= error;
			outcomes.settle(index, { ok: false, id, error: updateFailedRow(error, index, doubt) });
		}
	}

	/** Updates a row, once more where Kard's answer cannot be read; gives whether one could be. */
	private async writeForSure({ resource }: SentRow): Promise<boolean> {
		const { write, call, questions } = this.updating;
		const saysSo = async () => ((await write(resource, call)).notes ?? []).length === 0;
		if (!(await saysSo())) {
			const mayAsk = call.maxRetries > 0 && questions.take();
			if (!mayAsk || !(await saysSo().catch(doubted))) return false;
		}
		questions.answered();
		return true;
	}
}

/** The attempt before may have got through, whatever became of this one. */
function doubted(thrown: unknown): never {
	const error = unexpected(thrown);
	throw withMessage(error, error.message, true);
}
