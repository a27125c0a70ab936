import {
	apiError,
	KardAbortError,
	KardApiError,
	KardError,
	KardNetworkError,
	KardTimeoutError,
	type Headers,
} from '../errors';
import { Redactor } from '../redaction/redactor';
import { errorsIn } from '../errors/errorDocument';
import type { Content } from './content';
import { maskedBody, maskedReason } from './maskedAnswer';
import { tooLong } from './readResponse';
import { isRetryable } from './retryPolicy';
import { describeStatus } from './statusWords';

/** An answer that is not what was asked for, with what is needed to tell a person about it. */
export interface FailedAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly content: Content;
	/** Masks what must not be repeated to anyone: secrets, and the personal and card data of the request. */
	readonly redactor: Redactor;
	/** The permission that the operation needs, in Kard's words. */
	readonly scope?: string | undefined;
	/** What it means when Kard forbids it, where that is not a missing permission. */
	readonly forbiddenMeans?: string | undefined;
	/** The part that was needed and is not there: `data.id`. */
	readonly lacks?: string | undefined;
	readonly retryAfterMs?: number | undefined;
	readonly outcomeUnknown?: boolean;
	/** How to find out whether Kard carried it out, where sending it again could do so twice. */
	readonly howToLook?: string | undefined;
}

function mapEntries(headers: Headers, change: (text: string) => string): Headers {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [change(name), change(value)]));
}

/** Turns an answer into the error a person reads. Body and headers go in masked, the body only where it is JSON. */
export function answerError(answer: FailedAnswer): KardApiError {
	const { status, content, redactor } = answer;
	const body = maskedBody(content, redactor);
	return apiError(describeStatus(status, { ...answer, reason: maskedReason(content, body, redactor) }), {
		statusCode: status,
		body,
		errors: errorsIn(body) ?? [],
		headers: mapEntries(answer.headers, (text) => redactor.text(text)),
		outcomeUnknown: answer.outcomeUnknown ?? false,
		...(answer.retryAfterMs === undefined ? {} : { retryAfterMs: answer.retryAfterMs }),
	});
}

/** A transport gave up on an answer for its length. */
const TOO_LONG = 'ERR_ANSWER_TOO_LONG';
const TIMEOUT_CODES = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT']);
/** The longest words of another program, such as for a failed connection, that a message repeats, in UTF-16 units. */
export const LONGEST_DETAIL = 200;
/** Nothing was sent: the connection itself could not be made. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Trying again would end the same way. */
const PERMANENT = /^(ENOTFOUND|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_INVALID_|EPROTO$)/;

function detailOf(error: unknown): { code: string | undefined; message: string } {
	if (typeof error !== 'object' || error === null) return { code: undefined, message: '' };
	const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
	const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
	return { code, message };
}

/** Turns the failure of a transport, which got no answer, into the error a person reads. */
export function transportError(
	error: unknown,
	call: { readonly aborted: boolean },
	timeoutMs: number,
): KardError {
	if (error instanceof KardError) return error;
	if (call.aborted) {
		return new KardAbortError(
			'The run was cancelled while a request was under way; Kard may have received it.',
			{
				outcomeUnknown: true,
			},
		);
	}
	const { code, message } = detailOf(error);
	if (code === TOO_LONG) return tooLong();
	if ((code !== undefined && TIMEOUT_CODES.has(code)) || /\btime(d )?-?out\b/i.test(message)) {
		const seconds = Math.round(timeoutMs / 100) / 10;
		return new KardTimeoutError(
			`Kard did not answer within ${String(seconds)} second${seconds === 1 ? '' : 's'}.`,
			{
				outcomeUnknown: true,
			},
		);
	}
	const reason = new Redactor({}).excerpt(message, LONGEST_DETAIL);
	return new KardNetworkError(
		`Kard could not be reached, or the connection broke off${reason === '' ? '' : ` (${reason})`}. Check the ` +
			'environment or base URL, and whether a proxy or firewall stands in between.',
		{ code, outcomeUnknown: !(code !== undefined && (NEVER_SENT.has(code) || PERMANENT.test(code))) },
	);
}

/** Whether another attempt could get an answer after all. */
export function mayPass(error: KardError): boolean {
	if (error instanceof KardTimeoutError) return true;
	// The status of a request for a token that a host made by itself.
	if (error instanceof KardApiError) return isRetryable(error.statusCode);
	return error instanceof KardNetworkError && !PERMANENT.test(error.code ?? '');
}
