import { isFields } from '../json';
import type { SentRow } from './sentRow';
import type { RowNaming } from '../catalogue/operation';

function isName(value: unknown): value is string | number {
	return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

/** A job has an id or a type; more of it is not looked at. */
function isJob(data: unknown): boolean {
	const job: unknown = Array.isArray(data) && data.length === 1 ? data[0] : data;
	return isFields(job) && (isName(job.id) || isName(job.type));
}

function idsIn(data: unknown): ReadonlySet<string> {
	const list: readonly unknown[] = Array.isArray(data) ? data : [data];
	return new Set(list.flatMap((one) => (isFields(one) && isName(one.id) ? [String(one.id)] : [])));
}

/** What is known of a success besides its `data`. */
export interface SuccessFacts {
	readonly status: number;
	/** Whether it holds errors about rows. */
	readonly namesRefused: boolean;
	/** Whether it holds errors of which nobody can tell which row they are about. */
	readonly hasStray: boolean;
}

/** What the `data` of a success says of rows. */
export interface TakenRows {
	/** Whether the row stands in the list of those that Kard took. */
	readonly lists: (row: SentRow) => boolean;
	/** Whether Kard took a row that no error names. */
	readonly hasTaken: (row: SentRow) => boolean;
}

/**
 * Reads which rows Kard took.
 * @param body the body of the answer, whatever it is; undefined where it was no JSON
 */
export function takenRows(body: unknown, { taken }: RowNaming, facts: SuccessFacts): TakenRows {
	const data = isFields(body) ? (body.data ?? undefined) : undefined;
	if (taken === 'job') {
		const all = isJob(data) && !facts.hasStray;
		return { lists: () => false, hasTaken: () => all };
	}
	if (data === undefined) {
		const rest = facts.status === 207 && facts.namesRefused && !facts.hasStray;
		return { lists: () => false, hasTaken: () => rest };
	}
	const listed = idsIn(data);
	const lists = (row: SentRow) => listed.has(row.id);
	return { lists, hasTaken: lists };
}
