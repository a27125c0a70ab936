import type { FailedRow, SucceededRow } from '../bulk/result';
import type { RowStatus } from '../catalogue/description/bulkRows';
import type { KardError } from '../errors';
import type { Column } from '../fields/columns';
import type { RecognizedColumn } from '../recognition/sheetColumns';

/**
 * What became of one row of a sheet, with the same keys for every row, so that a table can be made of it. What there is
 * not is null.
 */
export interface RowOutcome {
	/** `failed`, or `skipped` for a row in which every cell is empty. */
	readonly status: RowStatus | 'failed' | 'skipped';
	/** The row as a person counts, from one. */
	readonly row: number;
	/** The id of the event or the user; that which Kard gave where it gives one. */
	readonly id: string | null;
	/** Whom the row is about, where rows have such a field. */
	readonly userId?: string | null;
	/** Which purchase the row is about, where rows have such a field. */
	readonly transactionId?: string | null;
	/** For a row that is in the sheet twice: the first one, from one. */
	readonly duplicateOfRow: number | null;
	/** What happened and what to do, with the field and without the row. */
	readonly errorMessage: string | null;
	/** The label of the field at fault. */
	readonly errorField: string | null;
	/** What kind of failure it is, in a word that does not change. */
	readonly errorCode: string | null;
	/** Whether Kard may have taken the row all the same. */
	readonly outcomeUnknown: boolean;
	/** What a person should know of it, such as a cell that was left out. */
	readonly notes: readonly string[];
	/** For a row that was only checked: what would be sent of it, with personal and card data masked. */
	readonly wouldSend?: SucceededRow['wouldSend'] | null;
}

/** What became of a sheet. */
export interface SheetResult {
	/** One for each row, in their order. */
	readonly rows: readonly RowOutcome[];
	/** Which column became which field; none where the rows were mapped by hand. */
	readonly columns: readonly RecognizedColumn[];
	/** The fields that rows may have. */
	readonly fields: readonly Column[];
	/** The rows that failed, with their errors. */
	readonly failed: readonly FailedRow[];
	/** Why everything was refused, for a reason that concerns every row. */
	readonly refusal: KardError | undefined;
	/** Why the run ended before every row had its turn. */
	readonly stoppedBy: KardError | undefined;
	/** How many requests were sent to Kard. */
	readonly requests: number;
}
