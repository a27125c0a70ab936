import type { Exchange } from '../http/persist';
import { errorsIn, type ErrorObject } from '../schemas/errorDocument';
import type { PlannedRow } from './plan';

/** Rows that go out together, and what is known of them. */
export interface Group {
	readonly rows: readonly PlannedRow[];
	/** Whether an earlier attempt may have got through, so that "exists already" means success. */
	readonly doubt: boolean;
	/** Whether this single row is being repeated for the last time. */
	readonly lastTry?: boolean;
}

/** An answer that refuses a row, and says why. */
export interface Refusal {
	readonly row: PlannedRow;
	readonly says: 'refused';
	readonly reason: ErrorObject | undefined;
	/** Whether the answer named this very row. */
	readonly named: boolean;
}

/** What an answer says of one row. */
export type RowVerdict =
	| { readonly row: PlannedRow; readonly says: 'accepted' | 'conflict' | 'unknown' }
	| Refusal;

/** What an answer says of the rows of a request, and what must be sent again to know the rest. */
export interface Verdict {
	readonly settled: readonly RowVerdict[];
	readonly again: readonly Group[];
	/** Whether the answer is an error about the request as a whole, not about its rows. */
	readonly wholeRequestFailed: boolean;
}

const nothing: Verdict = { settled: [], again: [], wholeRequestFailed: false };

function halves(rows: readonly PlannedRow[], doubt: boolean): Group[] {
	const middle = Math.ceil(rows.length / 2);
	return [
		{ rows: rows.slice(0, middle), doubt },
		{ rows: rows.slice(middle), doubt },
	];
}

/** The answer cannot be relied on: each row is sent again until it is known; what got through answers "conflict". */
function findOut(rows: readonly PlannedRow[], group: Group): Pick<Verdict, 'settled' | 'again'> {
	const [single] = rows;
	if (single === undefined) return { settled: [], again: [] };
	if (rows.length > 1) return { settled: [], again: halves(rows, true) };
	return group.lastTry === true
		? { settled: [{ row: single, says: 'unknown' }], again: [] }
		: { settled: [], again: [{ rows, doubt: true, lastTry: true }] };
}

interface Named {
	readonly byRow: ReadonlyMap<PlannedRow, ErrorObject>;
	/** Errors that cannot be linked to any row that was sent. */
	readonly stray: readonly ErrorObject[];
}

/** Links each error to the row it is about: by the resource's id, else by its place in the request. */
function linkErrors(errors: readonly ErrorObject[], rows: readonly PlannedRow[]): Named {
	const byId = new Map(rows.map((row) => [row.id, row]));
	const byRow = new Map<PlannedRow, ErrorObject>();
	const stray: ErrorObject[] = [];
	for (const error of errors) {
		const place = /^\/data\/(\d+)(\/|$)/.exec(error.source?.pointer ?? '')?.[1];
		const row = error.id === undefined ? rows[Number(place ?? NaN)] : byId.get(error.id);
		if (row === undefined) stray.push(error);
		else if (!byRow.has(row)) byRow.set(row, error);
	}
	return { byRow, stray };
}

/** The error's own status counts for more than that of the answer, which may be about other rows. */
function verdictOn(
	row: PlannedRow,
	error: ErrorObject | undefined,
	status: number,
	named: boolean,
): RowVerdict {
	return (error?.status ?? String(status)) === '409'
		? { row, says: 'conflict' }
		: { row, says: 'refused', reason: error, named };
}

/** The ids of the resources that an answer lists, where it lists any. */
function listedIds(body: unknown): Set<unknown> | undefined {
	if (typeof body !== 'object' || body === null || !('data' in body) || !Array.isArray(body.data))
		return undefined;
	return new Set(
		body.data.map((one: unknown) =>
			typeof one === 'object' && one !== null && 'id' in one ? one.id : undefined,
		),
	);
}

function partly(errors: readonly ErrorObject[], body: unknown, status: number, group: Group): Verdict {
	const { byRow, stray } = linkErrors(errors, group.rows);
	const [single] = group.rows;
	const [only] = stray;
	if (single !== undefined && group.rows.length === 1 && only !== undefined && only.id === undefined) {
		return { ...nothing, settled: [verdictOn(single, only, status, false)] };
	}
	const named = [...byRow].map(([row, error]) => verdictOn(row, error, status, true));
	const rest = group.rows.filter((row) => !byRow.has(row));
	const listed = listedIds(body);
	const isSure = (row: PlannedRow) => stray.length === 0 && (listed?.has(row.id) ?? true);
	const sure = rest.filter(isSure);
	const found = findOut(
		rest.filter((row) => !isSure(row)),
		group,
	);
	return {
		...found,
		settled: [...named, ...sure.map((row) => ({ row, says: 'accepted' }) as const), ...found.settled],
		wholeRequestFailed: false,
	};
}

/** Kard took none of the rows. Those it names are judged; the rest is sent again, without them or in halves. */
function noneTaken(exchange: Exchange, group: Group): Verdict {
	const { rows, doubt } = group;
	const errors = exchange.content.kind === 'json' ? (errorsIn(exchange.content.value) ?? []) : [];
	const { byRow } = linkErrors(errors, rows);
	if (byRow.size > 0) {
		const rest = rows.filter((row) => !byRow.has(row));
		return {
			...nothing,
			settled: [...byRow].map(([row, error]) => verdictOn(row, error, exchange.status, true)),
			again: rest.length === 0 ? [] : [{ rows: rest, doubt }],
		};
	}
	const [single] = rows;
	if (single !== undefined && rows.length === 1)
		return { ...nothing, settled: [verdictOn(single, errors[0], exchange.status, false)] };
	return { ...nothing, again: halves(rows, doubt) };
}

/** Statuses by which Kard refuses a request because of the rows in it. */
const BECAUSE_OF_ROWS = new Set([400, 409, 413, 422]);

/**
 * Reads an answer to a bulk write, row by row. A success is only what the answer says to be one.
 * @param group what was sent, and whether an earlier attempt may have got through
 */
export function judge(exchange: Exchange, group: Group): Verdict {
	const { status, content } = exchange;
	if (status >= 200 && status < 300) {
		if (content.kind !== 'json') return { ...nothing, ...findOut(group.rows, group) };
		const errors = errorsIn(content.value);
		if (errors !== undefined) return partly(errors, content.value, status, group);
		if (status === 207) return { ...nothing, ...findOut(group.rows, group) };
		return { ...nothing, settled: group.rows.map((row) => ({ row, says: 'accepted' })) };
	}
	if (BECAUSE_OF_ROWS.has(status)) return noneTaken(exchange, group);
	return { ...nothing, wholeRequestFailed: true };
}
