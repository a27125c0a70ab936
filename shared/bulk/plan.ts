import { createHash } from 'crypto';
import { z } from 'zod/v4';
import { KardValidationError } from '../errors';
import { rowName } from '../rows/rowError';
import { instantOf } from '../values/dates';
import { quote } from '../values/quote';
import type { Outcomes } from './result';
import type { BulkWork, Resource } from './work';

/** A row that is to be sent: its place in the input and the id it goes under. */
export interface PlannedRow {
	readonly index: number;
	readonly id: string;
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
function digest(resource: Resource): string {
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
	const seen = new Map<string, { index: number; digest: string }>();
	rows.forEach((raw, index) => {
		const prepared = work.prepare(raw, index);
		if (!prepared.ok) {
			outcomes.settle(index, prepared);
			return;
		}
		const { resource } = prepared;
		const row = { index, id: resource.id };
		const content = digest(resource);
		const first = seen.get(resource.id);
		if (first === undefined) {
			seen.set(resource.id, { index, digest: content });
			toSend.push(row);
		} else if (first.digest === content) {
			repeats.push({ row, of: first.index });
		} else {
			outcomes.settle(index, { ok: false, id: row.id, error: contradiction(index, first.index, row.id) });
		}
	});
	return { batches: inBatches(toSend, Math.max(1, Math.min(size, work.limit))), repeats };
}
