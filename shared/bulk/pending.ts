import type { KardError } from '../errors';
import type { KardResponse } from '../http/response';
import type { Redactor } from '../redaction/redactor';
import type { Group } from './sentRow';

/** Rows to be sent, and what to say of each if nobody ever hears what became of it. */
export interface Pending extends Group {
	/** Whether they went out before, whatever came of it. */
	readonly wasSent: boolean;
	readonly errorOf: (index: number) => KardError;
}

/** An answer, and what is needed to tell of it. */
export interface Answered {
	readonly exchange: KardResponse;
	readonly group: Pending;
	/** Masks what the answer repeats of the rows that were sent. */
	readonly redactor: () => Redactor;
}
