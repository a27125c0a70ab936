import type { RowNaming } from '../catalogue/description/bulkRows';
import {
	errorsIn,
	isErrorList,
	ownStatus,
	reasonIn,
	wordsIn,
	type ErrorObject,
} from '../errors/errorDocument';
import { isSuccess, type KardResponse } from '../http/response';
import { isRetryable } from '../http/retryPolicy';
import { isFields } from '../json';
import type { SentResource } from '../rows/prepareRow';
import { linkErrors } from '../responses/linkErrors';

/** Kard refused the row. */
export interface Refusal {
	readonly is: 'refused';
	readonly reason: ErrorObject | undefined;
	/** The status of the response. */
	readonly status: number;
	/** Whether an error is about this very row. */
	readonly named: boolean;
}

/** Kard was too busy for the row. */
export interface BusyRow {
	readonly is: 'busy';
	readonly reason: ErrorObject;
	/** 408, 429 or 5xx. */
	readonly status: number;
}

/** A row that must be sent again to know what becomes of it. */
export interface OpenRow {
	readonly is: 'open';
	/** Whether it is certain that Kard took none of the rows; otherwise it may have taken this one. */
	readonly noneTaken: boolean;
	/** Whether the open rows have to be told apart in smaller requests. */
	readonly apart: boolean;
	/** What Kard said, where it could not be told what it meant. */
	readonly said?: string | undefined;
}

/** What a response says of one row. A conflict: Kard has something of this id already. */
export type RowReport = { readonly is: 'accepted' | 'conflict' } | Refusal | BusyRow | OpenRow;

const TAKEN: RowReport = { is: 'accepted' };
const EXISTS: RowReport = { is: 'conflict' };
const NO_ERRORS: readonly ErrorObject[] = [];

const CONFLICT = 409;
const SAYS_CONFLICT = /\bconflict\b|\balready exists\b|\bexists already\b/i;

/** Statuses by which Kard refuses a request because of the rows in it, also where it does not say which. */
const BECAUSE_OF_ROWS: ReadonlySet<number> = new Set([400, CONFLICT, 413, 422]);

/** Credentials, permissions, time limits and quotas are never a row's. */
const NEVER_BECAUSE_OF_ROWS: ReadonlySet<number> = new Set([401, 403, 408, 429]);

/** The error's own status counts for more than that of the response, which may be about other rows. */
function statusOf(error: ErrorObject, responded: number): number {
	return ownStatus(error) ?? (SAYS_CONFLICT.test(error.title ?? '') ? CONFLICT : responded);
}

/**
 * What the errors about one row come to: a refusal counts for more than "exists already", and that for more than
 * "busy".
 */
function reportOf(errors: readonly ErrorObject[], responded: number, named: boolean): RowReport {
	const refused = { is: 'refused', status: responded, named } as const;
	const read = errors.map((reason) => ({ reason, status: statusOf(reason, responded) }));
	const refusal = read.find(({ status }) => status !== CONFLICT && !isRetryable(status));
	if (refusal !== undefined) return { ...refused, reason: refusal.reason };
	if (read.some(({ status }) => status === CONFLICT)) return EXISTS;
	const [busy] = read;
	if (busy !== undefined) return { is: 'busy', ...busy };
	return responded === CONFLICT ? EXISTS : { ...refused, reason: undefined };
}

/** The first error that says anything in words, else what the document says beside its errors. */
function mostTelling(errors: readonly ErrorObject[], body: unknown): ErrorObject | undefined {
	const telling = errors.find((error) => wordsIn(error) !== undefined);
	const reason = telling === undefined ? reasonIn(body) : undefined;
	return telling ?? (reason === undefined ? errors[0] : { ...errors[0], detail: reason });
}

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
	const ids = new Set<string>();
	for (const one of list) if (isFields(one) && isName(one.id)) ids.add(String(one.id));
	return ids;
}

function isNameless(error: ErrorObject): boolean {
	return error.id === undefined && (error.status ?? wordsIn(error)) !== undefined;
}

function isKnown(report: RowReport | undefined): report is RowReport {
	return report !== undefined;
}

/** Kard says yes, as far as it does: of each row holds what the document says of it. */
function interpretSuccess(body: unknown, status: number, sent: readonly SentResource[], naming: RowNaming) {
	const { about, ambiguous, stray } = linkErrors(errorsIn(body) ?? [], sent, naming.alsoNamedBy);
	const data = isFields(body) ? (body.data ?? undefined) : undefined;
	const listed = naming.taken === 'listed' && data !== undefined ? idsIn(data) : undefined;
	const namesRefused = ambiguous.size > 0 || about.size > 0;
	// Without a list, all rows that no error names were taken: by the job, or by a 207 that names the others.
	const tookRest =
		stray.length === 0 && (naming.taken === 'job' ? isJob(data) : status === 207 && namesRefused);
	const nameless = sent.length === 1 && isErrorList(body) ? stray.filter(isNameless) : [];

	const known = sent.map(({ id = '' }, place): RowReport | undefined => {
		const own = about.get(place) ?? NO_ERRORS;
		const errors = own.length > 0 ? own : nameless;
		if (errors.length > 0) {
			const report = reportOf(errors, status, own.length > 0);
			// Kard cannot have refused what it lists as taken.
			return report.is === 'refused' && listed?.has(id) ? undefined : report;
		}
		const isTaken = !ambiguous.has(place) && (listed === undefined ? tookRest : listed.has(id));
		return isTaken ? TAKEN : undefined;
	});

	if (known.every(isKnown)) return known;

	const unclear = known.flatMap((report, place) => (report === undefined ? (about.get(place) ?? []) : []));
	const telling = mostTelling([...stray, ...unclear], body);
	const together = stray.length === 0 && ambiguous.size === 0 && known.some(isKnown);
	const open: OpenRow = { is: 'open', noneTaken: false, apart: !together, said: telling && wordsIn(telling) };
	return known.map((report) => report ?? open);
}

/** Kard took none of the rows. Those that it names are known; the rest is sent again without them. */
function interpretRefusal(body: unknown, status: number, sent: readonly SentResource[], naming: RowNaming) {
	const errors = errorsIn(body) ?? [];
	const { about, ambiguous } = linkErrors(errors, sent, naming.alsoNamedBy);
	const namesRows = ambiguous.size > 0 || about.size > 0;
	if (!namesRows && sent.length === 1) {
		const reason = mostTelling(errors, body);
		return [reportOf(reason === undefined ? [] : [reason, ...errors.slice(1)], status, false)];
	}
	return sent.map((_, place): RowReport => {
		const own = about.get(place) ?? NO_ERRORS;
		if (own.length > 0) return reportOf(own, status, true);
		return { is: 'open', noneTaken: true, apart: !namesRows || ambiguous.has(place) };
	});
}

function namesRows(body: unknown, sent: readonly SentResource[], { alsoNamedBy }: RowNaming): boolean {
	return linkErrors(errorsIn(body) ?? [], sent, alsoNamedBy).about.size > 0;
}

/**
 * Reads what a response to a bulk write says of each row. A row was accepted only where the document says so.
 * @param response Kard's response to the request that carried them
 * @param sent the rows as they were sent
 * @param naming how the responses to this operation name rows
 * @returns a report for each row, in the order in which they were sent; undefined for an error about the request as a
 * whole
 */
export function interpretResponse(
	response: Pick<KardResponse, 'status' | 'content'>,
	sent: readonly SentResource[],
	naming: RowNaming,
): readonly RowReport[] | undefined {
	const { status, content } = response;
	const body = content.kind === 'json' ? content.value : undefined;
	if (isSuccess(status)) return interpretSuccess(body, status, sent, naming);
	const mayBeAboutRows = status >= 400 && status < 500 && !NEVER_BECAUSE_OF_ROWS.has(status);
	const isAboutRows = BECAUSE_OF_ROWS.has(status) || (mayBeAboutRows && namesRows(body, sent, naming));
	return isAboutRows ? interpretRefusal(body, status, sent, naming) : undefined;
}
