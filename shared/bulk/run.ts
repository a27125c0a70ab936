import { KardAbortError, type KardError } from '../errors';
import type { CallContext } from '../http/callContext';
import type { RequestEngine } from '../http/engine';
import { TaskPool } from '../taskPool';
import { asKardError } from './failures';
import { Outcomes } from './outcomes';

/**
 * How many requests a write may spend, beyond those of its rows, on finding out what became of rows of which Kard's
 * responses do not tell. Responses that do tell give it back; a Kard whose responses never tell costs these requests
 * and no more.
 */
export const MOST_QUESTIONS = 20;

/** A batch is halved by two questions, so that what a clear response gives back is enough to halve another one. */
const GIVEN_BACK = 2;

/** What all requests of one bulk write share. */
export class BulkRun {
	/** Does the work, so many requests at once, until the run is stopped. */
	readonly pool: TaskPool;
	/** Why no row can be updated, though rows may still be created. */
	noUpdates: KardError | undefined;
	private halted: KardError | undefined;
	private over: KardError | undefined;
	private questions = MOST_QUESTIONS;

	/** What is known of each row. */
	readonly outcomes: Outcomes;

	constructor(
		readonly call: CallContext,
		readonly engine: RequestEngine,
		duplicates: 'report' | 'fail',
		concurrency: number,
	) {
		this.outcomes = new Outcomes(duplicates);
		this.pool = new TaskPool(concurrency, () => this.goesOn);
	}

	/** Whether anything more may be sent. */
	get goesOn(): boolean {
		return !this.halted && !this.call.aborted;
	}

	/** Why the run ended early: an error that concerns every row, an abort, or the end of the call. */
	get stoppedBy(): KardError | undefined {
		if (this.halted) return this.halted;
		return this.call.aborted ? new KardAbortError('The run was cancelled.') : this.over;
	}

	/** Ends the run: every further request would fail like this one. */
	halt(error: KardError): void {
		this.halted ??= error;
		this.call.refuseFurther(error);
	}

	/** Notes why the call is over, if it is: its deadline has passed, or Kard asks for too long a pause. */
	noteEnd(): void {
		try {
			this.call.throwIfStopped();
		} catch (error) {
			this.over ??= asKardError(error);
		}
	}

	/** Takes one question, if there is one left. */
	takeQuestion(): boolean {
		if (this.questions < 1) return false;
		this.questions -= 1;
		return true;
	}

	/** A response told what became of a row. */
	answered(): void {
		this.questions = Math.min(MOST_QUESTIONS, this.questions + GIVEN_BACK);
	}
}
