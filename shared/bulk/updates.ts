import { KardAuthenticationError, KardPermissionError, withMessage } from '../errors';
import type { SentRow } from './batches';
import { asKardError, notUpdated, updateFailed } from './failures';
import type { BulkRun } from './run';
import type { BatchWork } from './work';

/** By its status Kard made an update, as it does with an empty response; a web page may have the same status. */
const UNREADABLE =
	"Kard's answer to the update could not be read; by its status the update was made. Sending the same row again is safe.";

type Write = NonNullable<BatchWork['onConflict']>;

/** The attempt before may have got through, whatever became of this one. */
function inDoubt(thrown: unknown): never {
	const error = asKardError(thrown);
	throw withMessage(error, error.message, true);
}

/** Updates a row, once more where the response cannot be read; gives whether one could be. */
async function updateForSure(sent: SentRow, write: Write, run: BulkRun): Promise<boolean> {
	const isSure = async () => ((await write(sent.resource, run.call)).notes ?? []).length === 0;
	if (await isSure()) return true;
	return run.call.maxRetries > 0 && run.takeQuestion() && (await isSure().catch(inDoubt));
}

async function update(sent: SentRow, write: Write, run: BulkRun): Promise<void> {
	const { row } = sent;
	if (run.noUpdates) {
		run.outcomes.fail(row, notUpdated(run.noUpdates, row.doubt));
		return;
	}
	try {
		const isSure = await updateForSure(sent, write, run);
		if (isSure) run.answered();
		run.outcomes.accept(row, 'updated', isSure ? {} : { notes: [UNREADABLE] });
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
export function updateLater(sent: SentRow, write: Write, run: BulkRun): void {
	sent.row.soFar = (stoppedBy) => notUpdated(stoppedBy, sent.row.doubt);
	run.pool.add(() => update(sent, write, run));
}
