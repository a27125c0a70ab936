import { createHash } from 'crypto';
import { z } from 'zod/v4';
import { KardValidationError } from '../errors';
import { rowName } from '../rows/rowError';
import { instantOf } from '../fields/dates';
import { quote } from '../redaction/quote';
import type { Outcomes } from './result';
import { unsteadyRow } from './rowFailure';
import type { Prepared, Resource } from '../rows/prepareRow';
import type { BulkWork } from './work';

/** A row that is to be sent: its place in the input and the id it goes under. */
export interface PlannedRow {
	readonly index: number;
	readonly id: string;
	/** Tells whether the row still says the same when it is read again. */
	readonly digest: string;
}

/** What is to be sent, and which rows need not be. */
export interface Plan {
	/** The rows of each request, no more than fit. */
	readonly batches: readonly (readonly PlannedRow[])[];
	/** Rows that say exactly what an earlier row says; they share its fate. */
	readonly repeats: readonly { readonly row: PlannedRow; readonly of: number }[];
}

const timestamp = z.iso.datetime({ offset: true });
/** Most texts are no timestamp, and finding that out by parsing is slow. */
const LIKE_A_TIMESTAMP = /^\d{4}-\d\d-\d\dT/;

/** A moment can be written in several ways, and is the same moment. */
function asMeant(_: string, value: unknown): unknown {
	if (typeof value !== 'string' || !LIKE_A_TIMESTAMP.test(value)) return value;
	return timestamp.safeParse(value).success ? instantOf(value) : value;
}

/** What tells two rows of one id apart: what they say, however they say it. */
export function digestOf(resource: Resource): string {
	return createHash('sha256').update(JSON.stringify(resource, asMeant)).digest('base64');
}

function contradiction(index: number, first: number, id: string): KardValidationError {
	const message =
		`${rowName(index)} has the same ID as row ${String(first + 1)} but says something else. ` +
		`Only row ${String(first + 1)} is used. Give each its own ID, or remove one of the two.`;
	return new KardValidationError(message, [
		{ path: 'id', message: `${quote(id)} stands for two different rows` },
	]);
}

function inBatches<T>(rows: readonly T[], size: number): T[][] {
	const batches: T[][] = [];
	for (let start = 0; start < rows.length; start += size) batches.push(rows.slice(start, start + size));
	return batches;
}

/** Reads a row. One that cannot even be looked at fails by itself. */
function prepareRow(
	raw: unknown,
	index: number,
	work: BulkWork,
): Exclude<Prepared, { ok: true }> | { readonly ok: true; readonly row: PlannedRow } {
	try {
		const prepared = work.prepare(raw, index);
		if (!prepared.ok) return prepared;
		const { resource } = prepared;
		return { ok: true, row: { index, id: resource.id, digest: digestOf(resource) } };
	} catch {
		return { ok: false, id: undefined, error: unsteadyRow(index, 'It cannot be read.') };
	}
}

/**
 * Looks at every row before any is sent: refuses what cannot be sent, finds rows that stand twice, and lays the
 * rest out in full requests. No request ever carries the same id twice.
 */
export function planBatches(
	rows: readonly unknown[],
	work: BulkWork,
	size: number,
	outcomes: Outcomes,
): Plan {
	const toSend: PlannedRow[] = [];
	const repeats: { row: PlannedRow; of: number }[] = [];
	const seen = new Map<string, PlannedRow>();
	rows.forEach((raw, index) => {
		const prepared = prepareRow(raw, index, work);
		if (!prepared.ok) {
			outcomes.settle(index, prepared);
			return;
		}
		const { row } = prepared;
		const { id } = row;
		const first = seen.get(id);
		if (first === undefined) {
			seen.set(id, row);
			toSend.push(row);
		} else if (first.digest === row.digest) {
			repeats.push({ row, of: first.index });
		} else {
			outcomes.settle(index, { ok: false, id, error: contradiction(index, first.index, id) });
		}
	});
	return { batches: inBatches(toSend, Math.max(1, Math.min(size, work.limit))), repeats };
}
