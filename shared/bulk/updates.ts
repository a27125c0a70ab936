import { KardAuthenticationError, KardPermissionError, withMessage } from '../errors';
import type { SentRow } from './batches';
import { asKardError, notUpdated, updateFailed } from './failures';
import type { BulkRun } from './run';
import type { BatchWork, RowUpdate } from './work';

/** By its status Kard made an update, as it does with an empty response; a web page may have the same status. */
const UNREADABLE =
	"Kard's response to the update could not be read; by its status, the update was made. Sending the same row again is safe.";

/** Updates rows that Kard has already. */
interface Updating {
	readonly work: BatchWork;
	readonly write: NonNullable<BatchWork['onConflict']>;
	readonly run: BulkRun;
}

/** The attempt before may have got through, whatever became of this one. */
function inDoubt(thrown: unknown): never {
	const error = asKardError(thrown);
	throw withMessage(error, error.message, true);
}

/** Updates a row, once more where the response cannot be read; says whether one could be. */
async function updateForSure(sent: SentRow, { write, run }: Updating): Promise<RowUpdate> {
	const first = await write(sent, run.call);
	if (first.isSure || run.call.maxRetries < 1 || !run.takeQuestion()) return first;
	const { isSure } = await write(sent, run.call).catch(inDoubt);
	return { ...first, isSure };
}

async function update(sent: SentRow, updating: Updating): Promise<void> {
	const { row } = sent;
	const { work, run } = updating;
	if (run.noUpdates) {
		run.outcomes.fail(row, notUpdated(run.noUpdates, row.doubt));
		return;
	}
	try {
		const { status, notes, isSure } = await updateForSure(sent, updating);
		if (isSure) run.answered();
		// What an attempt of this run may have created needs no change either.
		const become = status === 'unchanged' && row.doubt ? work.accepted : status;
		const noted = isSure ? notes : [...notes, UNREADABLE];
		run.outcomes.accept(row, become, noted.length === 0 ? {} : { notes: noted });
	} catch (thrown) {
		const error = asKardError(thrown);
		if (error instanceof KardAuthenticationError) run.halt(error);
		// Creating needs another permission than updating, and may go on.
		if (error instanceof KardPermissionError) run.noUpdates ??= error;
		run.noteEnd();
		run.outcomes.fail(row, updateFailed(error, row.doubt));
	}
}

/** Has a row that Kard has already made what it should be. That Kard has it is remembered, however the run ends. */
export function updateLater(sent: SentRow, updating: Updating): void {
	const { run } = updating;
	sent.row.soFar = (stoppedBy) => notUpdated(stoppedBy, sent.row.doubt);
	run.pool.add(() => update(sent, updating));
}
