import type { KardResponse } from '../http/response';
import { isSuccess } from '../http/response';
import { errorsIn, isErrorList, reasonIn, wordsIn, type ErrorObject } from '../errors/errorDocument';
import { linkErrors } from './linkErrors';
import { verdictOn, type RowVerdict } from './rowVerdict';
import type { Group, SentRow } from './sentRow';
import { takenRows } from './takenRows';
import type { RowNaming } from '../catalogue/operation';

/** What an answer says of the rows of a request, and what must be sent again to know the rest. */
export interface Verdict {
	readonly settled: readonly RowVerdict[];
	readonly again: readonly Group[];
	/** Whether the answer is an error about the request as a whole, not about its rows. */
	readonly wholeRequestFailed: boolean;
}

const nothing: Verdict = { settled: [], again: [], wholeRequestFailed: false };

function halves(rows: readonly SentRow[], like: Omit<Group, 'rows'>): Group[] {
	const middle = Math.ceil(rows.length / 2);
	return [
		{ ...like, rows: rows.slice(0, middle) },
		{ ...like, rows: rows.slice(middle) },
	];
}

/** The first error that says anything in words, else what the document says beside its errors. */
function mostTelling(errors: readonly ErrorObject[], body: unknown): ErrorObject | undefined {
	const telling = errors.find((error) => wordsIn(error) !== undefined);
	const reason = telling === undefined ? reasonIn(body) : undefined;
	return telling ?? (reason === undefined ? errors[0] : { ...errors[0], detail: reason });
}

/**
 * The answer does not tell of these rows: they are sent again until it is known; what got through answers "conflict".
 * @param together whether there is hope that they can be told apart without taking them apart
 */
function findOut(
	rows: readonly SentRow[],
	group: Group,
	said: ErrorObject | undefined,
	together: boolean,
): Verdict {
	const [single] = rows;
	if (single === undefined) return nothing;
	const question = { doubt: true, isQuestion: true, said: said ?? group.said };
	if (rows.length > 1) {
		return { ...nothing, again: together ? [{ ...question, rows }] : halves(rows, question) };
	}
	return group.lastTry === true
		? { ...nothing, settled: [{ row: single, says: 'unknown', said: question.said }] }
		: { ...nothing, again: [{ ...question, rows, lastTry: true }] };
}

function isNameless(error: ErrorObject): boolean {
	return error.id === undefined && (error.status ?? wordsIn(error)) !== undefined;
}

/** Kard says yes, as far as it does; of each row holds what the document says of it. */
function partly(body: unknown, status: number, group: Group, words: RowNaming): Verdict {
	const errors = errorsIn(body) ?? [];
	const { byRow, ambiguous, stray } = linkErrors(errors, group.rows, words.alsoNamedBy);
	const namesRefused = byRow.size + ambiguous.size > 0;
	const taken = takenRows(body, words, { status, namesRefused, hasStray: stray.length > 0 });
	const nameless = group.rows.length === 1 && isErrorList(body) ? stray.filter(isNameless) : [];
	const verdict = (row: SentRow): RowVerdict | undefined => {
		const own = byRow.get(row);
		if (own ?? nameless[0]) {
			const said = verdictOn(row, own ?? nameless, status, own !== undefined);
			// Kard cannot have refused what it lists as taken.
			return said.says === 'refused' && taken.lists(row) ? undefined : said;
		}
		return !ambiguous.has(row) && taken.hasTaken(row) ? { row, says: 'accepted' } : undefined;
	};
	const verdicts = group.rows.map((row) => ({ row, says: verdict(row) }));
	const settled = verdicts.flatMap(({ says }) => says ?? []);
	const open = verdicts.filter(({ says }) => says === undefined).map(({ row }) => row);
	const together = stray.length === 0 && ambiguous.size === 0 && open.length < group.rows.length;
	const unclear = [...stray, ...open.flatMap((row) => byRow.get(row) ?? [])];
	const found = findOut(open, group, mostTelling(unclear, body), together);
	return { ...found, settled: [...settled, ...found.settled] };
}

/** Kard took none of the rows. Those it names are judged; the rest is sent again, without them or in halves. */
function noneTaken(body: unknown, status: number, group: Group, words: RowNaming): Verdict {
	const { rows, doubt } = group;
	const errors = errorsIn(body) ?? [];
	const { byRow, ambiguous } = linkErrors(errors, rows, words.alsoNamedBy);
	if (byRow.size + ambiguous.size > 0) {
		const rest = { doubt, rows: rows.filter((row) => !byRow.has(row) && !ambiguous.has(row)) };
		return {
			...nothing,
			settled: [...byRow].map(([row, about]) => verdictOn(row, about, status, true)),
			again: [rest, ...halves([...ambiguous], { doubt })].filter((those) => those.rows.length > 0),
		};
	}
	const [single] = rows;
	if (single === undefined || rows.length > 1) return { ...nothing, again: halves(rows, { doubt }) };
	const reason = mostTelling(errors, body);
	const about = reason === undefined ? [] : [reason, ...errors.slice(1)];
	return { ...nothing, settled: [verdictOn(single, about, status, false)] };
}

/** Statuses by which Kard refuses a request because of the rows in it, also where it does not say which. */
const BECAUSE_OF_ROWS = new Set([400, 409, 413, 422]);

/** Credentials, permissions, time limits and quotas are never a row's. */
const NEVER_BECAUSE_OF_ROWS = new Set([401, 403, 408, 429]);

function mayBeAboutRows(status: number): boolean {
	return status >= 400 && status < 500 && !NEVER_BECAUSE_OF_ROWS.has(status);
}

function namesRows(body: unknown, { rows }: Group, words: RowNaming): boolean {
	return linkErrors(errorsIn(body) ?? [], rows, words.alsoNamedBy).byRow.size > 0;
}

/**
 * Reads an answer to a bulk write, row by row. A row was taken only where the document says so.
 * @param group what was sent, and whether an earlier attempt may have got through
 * @param words how the answers to this operation speak of rows
 */
export function judge(exchange: KardResponse, group: Group, words: RowNaming): Verdict {
	const { status, content } = exchange;
	const body = content.kind === 'json' ? content.value : undefined;
	if (isSuccess(status)) return partly(body, status, group, words);
	const isAboutRows =
		BECAUSE_OF_ROWS.has(status) || (mayBeAboutRows(status) && namesRows(body, group, words));
	return isAboutRows ? noneTaken(body, status, group, words) : { ...nothing, wholeRequestFailed: true };
}
