import type { RowNaming, RowStatus } from '../catalogue/description/bulkRows';
import type { CallContext, RequestOptions } from '../http/callContext';
import type { PreparedRow, SentResource } from '../rows/prepareRow';
import type { RowChoices } from '../rows/rowSettings';

/** How a bulk write is to be carried out. */
export interface BulkOptions extends RequestOptions, RowChoices {
	/** How many rows go into one request; never more than Kard takes. */
	readonly batchSize?: number | undefined;
	/** How many requests are under way at once. */
	readonly concurrency?: number | undefined;
	/** Whether a row that Kard has already is reported as a duplicate (the usual) or as a failure. */
	readonly duplicates?: 'report' | 'fail' | undefined;
	/** Whether the other rows are sent where one cannot be (the usual), or nothing at all. Then rows are read twice. */
	readonly ifRowIsBad?: 'sendOthers' | 'sendNothing' | undefined;
	/** Which rows, by their place, may fail without keeping the others from being sent: those with nothing in them. */
	readonly mayFail?: ((index: number) => boolean) | undefined;
	/**
	 * Reads and checks every row as a real run would, and sends nothing, no request for a token either. What could be sent
	 * is `ready`, with what would be sent.
	 */
	readonly checkOnly?: boolean | undefined;
	/**
	 * Whether an update keeps the attributes that a row leaves out (the usual), for which what Kard has is read first, or
	 * replaces them all, as Kard itself does.
	 */
	readonly attributes?: 'merge' | 'replace' | undefined;
}

interface Work {
	/** What a row that Kard took has become. */
	readonly accepted: RowStatus;
	/** Makes of a row what is sent. */
	readonly prepare: (row: unknown) => PreparedRow;
	/** What would be sent of a row, for a person to look at: personal and card data is masked. */
	readonly shown: (resource: SentResource) => Readonly<Record<string, unknown>>;
}

/** A row that Kard has already. */
export interface ExistingRow {
	readonly resource: SentResource;
	/** The names of attributes that the row does not state. */
	readonly assumed?: readonly string[] | undefined;
}

/** What an update of a row came to. */
export interface RowUpdate {
	readonly status: 'updated' | 'unchanged';
	/** What is not as the row says, or was taken away with the update. */
	readonly notes: readonly string[];
	/** Whether a response said so; by its status alone, a web page may say the same. */
	readonly isSure: boolean;
}

/** Rows that go out many a request, each under an id of its own, so that sending one again does no harm. */
export interface BatchWork extends Work {
	/** The path with its ids filled in. */
	readonly path: string;
	/** How many rows Kard takes in one request. */
	readonly limit: number;
	readonly scope: string | undefined;
	/** How the responses name rows. */
	readonly naming: RowNaming;
	/** The labels of fields by their path, such as `merchant.name`, for those that Kard names in errors. */
	readonly labels: ReadonlyMap<string, string>;
	/** What to do about a row that Kard has already, instead of calling it a duplicate. */
	readonly onConflict?: (row: ExistingRow, call: CallContext) => Promise<RowUpdate>;
}

/** Rows that go out alone, one after the other, because Kard gives each its id. None is sent again in doubt. */
export interface SingleWork extends Work {
	readonly limit: 1;
	/** Sends one row, and gives the id that Kard gave it. Rejects with a KardError that says what became of it. */
	readonly write: (resource: SentResource, call: CallContext) => Promise<{ readonly id: string }>;
}

/** What one kind of bulk write consists of. */
export type BulkWork = BatchWork | SingleWork;
