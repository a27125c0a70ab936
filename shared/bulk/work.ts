import type { KardError } from '../errors';
import type { Call, RequestOptions } from '../http/call';
import type { RowChoices } from '../rows/settings';
import type { RowStatus } from './result';

/** A row as it is sent. */
export interface Resource {
	readonly type: string;
	readonly id: string;
	readonly attributes: Readonly<Record<string, unknown>>;
}

/** A row that can be sent, or why it cannot. */
export type Prepared =
	| { readonly ok: true; readonly resource: Resource }
	| { readonly ok: false; readonly id: string | undefined; readonly error: KardError };

/** How a bulk write is to be carried out. */
export interface BulkOptions extends RequestOptions, RowChoices {
	/** How many rows go into one request; never more than Kard takes. */
	readonly batchSize?: number | undefined;
	/** How many requests are under way at once. */
	readonly concurrency?: number | undefined;
	/** Whether a row that Kard has already is reported as a duplicate (the usual) or as a failure. */
	readonly duplicates?: 'report' | 'fail' | undefined;
}

/** How the answers to a bulk write speak of its rows. */
export interface AnswerWords {
	/**
	 * How `data` says which rows Kard took (Kard's API reference): `listed`, it lists them by id, and a 207 that names
	 * the others may leave it out; `job`, it is the one job that was queued for all that no error names.
	 */
	readonly taken: 'listed' | 'job';
	/** The attribute by which an error may name a row instead of by its id. Several rows may have the same one. */
	readonly alsoNamedBy?: string | undefined;
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
	readonly answers: AnswerWords;
	/** Makes of a row what is sent. Called again when its request goes out, so that no copy of it need be kept. */
	readonly prepare: (row: unknown, index: number) => Prepared;
	/**
	 * What to do about a row that Kard has already, instead of calling it a duplicate. Notes say that the answer did not
	 * tell whether it was done.
	 */
	readonly onConflict?: (resource: Resource, call: Call) => Promise<{ readonly notes?: readonly string[] }>;
}
