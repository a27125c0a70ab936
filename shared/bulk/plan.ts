import { createHash } from 'crypto';
import chunk from 'lodash/chunk';
import type { RowNaming, RowStatus } from '../catalogue/description/operation';
import { KardValidationError } from '../errors';
import type { Column } from '../fields/columns';
import { canonicalDate } from '../fields/date';
import type { CallContext, RequestOptions } from '../http/callContext';
import { quote } from '../redaction/quote';
import type { PreparedRow, SentResource } from '../rows/prepareRow';
import type { RowChoices } from '../rows/rowSettings';
import { unsteady, type Failure } from './failures';
import type { Row } from './result';

/** How a bulk write is to be carried out. */
export interface BulkOptions extends RequestOptions, RowChoices {
	/** How many rows go into one request; never more than Kard takes. */
	readonly batchSize?: number | undefined;
	/** How many requests are under way at once. */
	readonly concurrency?: number | undefined;
	/** Whether a row that Kard has already is reported as a duplicate (the usual) or as a failure. */
	readonly duplicates?: 'report' | 'fail' | undefined;
}

interface Work {
	/** What a row that Kard took has become. */
	readonly accepted: RowStatus;
	/** Makes of a row what is sent. Called again when its request goes out, so that no copy of it need be kept. */
	readonly prepare: (row: unknown) => PreparedRow;
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
	/** The columns of the rows, by which the fields that Kard names in errors get their labels. */
	readonly columns: readonly Column[];
	/**
	 * What to do about a row that Kard has already, instead of calling it a duplicate. Notes say that the response did
	 * not tell whether it was done.
	 */
	readonly onConflict?: (
		resource: SentResource,
		call: CallContext,
	) => Promise<{ readonly notes?: readonly string[] }>;
}

/** Rows that go out alone, one after the other, because Kard gives each its id. None is sent again in doubt. */
export interface SingleWork extends Work {
	readonly limit: 1;
	/** Sends one row, and gives the id that Kard gave it. Rejects with a KardError that says what became of it. */
	readonly write: (resource: SentResource, call: CallContext) => Promise<{ readonly id: string }>;
}

/** What one kind of bulk write consists of. */
export type BulkWork = BatchWork | SingleWork;

/** A row whose request goes out, with what is sent of it: the same in each attempt. */
export interface SentRow {
	readonly row: Row;
	readonly resource: SentResource;
}

/** What becomes of each row, as far as that is known before any is sent. */
export interface Plan {
	/** Every row, in input order. */
	readonly rows: readonly Row[];
	/** The rows of each request, no more than fit. */
	readonly batches: readonly (readonly Row[])[];
}

/** What tells two rows of one id apart: what they say, however they say it. */
function digestOf(resource: SentResource): string {
	const content = JSON.stringify(resource, (_, value: unknown) => canonicalDate(value));
	return createHash('sha256').update(content).digest('base64');
}

function contradicts(first: Row, id: string): Failure {
	const row = String(first.index + 1);
	const reason =
		`has the same ID as row ${row} but says something else. Only row ${row} is used. ` +
		'Give each its own ID, or remove one of the two.';
	const issue = { path: 'id', message: `${quote(id)} stands for two different rows` };
	return { reason, cause: new KardValidationError(reason, [issue]) };
}

/** Reads a row. One that cannot even be looked at fails by itself. */
function planRow(raw: unknown, index: number, { prepare }: BulkWork): Row {
	const fresh = { index, id: undefined, digest: '', wasSent: false, doubt: false };
	try {
		const prepared = prepare(raw);
		if (prepared.ok) return { ...fresh, id: prepared.resource.id, digest: digestOf(prepared.resource) };
		const { id, field, reason, error } = prepared;
		return { ...fresh, id, outcome: { ok: false, field, reason, cause: error } };
	} catch {
		return { ...fresh, outcome: { ok: false, ...unsteady('It cannot be read.') } };
	}
}

/**
 * Looks at every row before any is sent: refuses what cannot be sent, finds rows that are there twice, and lays the
 * rest out in full requests. No request ever carries the same id twice.
 * @param size how many rows a request is to hold, as far as Kard takes so many
 */
export function planRows(given: readonly unknown[], work: BulkWork, size: number): Plan {
	const firstOf = new Map<string, Row>();
	const toSend: Row[] = [];
	const rows = given.map((raw, index) => {
		const row = planRow(raw, index, work);
		const { id } = row;
		if (row.outcome) return row;
		const first = id === undefined ? undefined : firstOf.get(id);
		if (id === undefined || first === undefined) {
			if (id !== undefined) firstOf.set(id, row);
			toSend.push(row);
			return row;
		}
		return first.digest === row.digest
			? { ...row, repeats: first }
			: { ...row, outcome: { ok: false as const, ...contradicts(first, id) } };
	});
	return { rows, batches: chunk(toSend, Math.max(1, Math.min(size, work.limit))) };
}

function resourceOf(raw: unknown, { digest }: Row, { prepare }: BulkWork): SentResource | undefined {
	try {
		const prepared = prepare(raw);
		return prepared.ok && digestOf(prepared.resource) === digest ? prepared.resource : undefined;
	} catch {
		return undefined;
	}
}

/** Makes of the rows of a request what is sent. One that no longer says what it said fails, and stays behind. */
export function readAgain(rows: readonly Row[], given: readonly unknown[], work: BulkWork): SentRow[] {
	return rows.flatMap((row) => {
		const resource = resourceOf(given[row.index], row, work);
		if (resource !== undefined) return [{ row, resource }];
		row.outcome = { ok: false, ...unsteady('It changed before it was sent.') };
		return [];
	});
}
