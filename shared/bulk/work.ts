import type { RowNaming, RowStatus } from '../catalogue/operation';
import type { CallContext, RequestOptions } from '../http/callContext';
import type { RowChoices } from '../rows/rowSettings';
import type { Prepared, Resource } from '../rows/prepareRow';

/** How a bulk write is to be carried out. */
export interface BulkOptions extends RequestOptions, RowChoices {
	/** How many rows go into one request; never more than Kard takes. */
	readonly batchSize?: number | undefined;
	/** How many requests are under way at once. */
	readonly concurrency?: number | undefined;
	/** Whether a row that Kard has already is reported as a duplicate (the usual) or as a failure. */
	readonly duplicates?: 'report' | 'fail' | undefined;
}

/** What one kind of bulk write consists of. */
export interface BulkWork {
	/** The path with its ids filled in. */
	readonly path: string;
	/** How many rows Kard takes in one request. */
	readonly limit: number;
	readonly scope: string | undefined;
	/** What an accepted row has become. */
	readonly accepted: RowStatus;
	readonly answers: RowNaming;
	/** Makes of a row what is sent. Called again when its request goes out, so that no copy of it need be kept. */
	readonly prepare: (row: unknown, index: number) => Prepared;
	/**
	 * What to do about a row that Kard has already, instead of calling it a duplicate. Notes say that the answer did not
	 * tell whether it was done.
	 */
	readonly onConflict?: (
		resource: Resource,
		call: CallContext,
	) => Promise<{ readonly notes?: readonly string[] }>;
}
