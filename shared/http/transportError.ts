import {
	KardAbortError,
	KardApiError,
	KardError,
	KardNetworkError,
	KardTimeoutError,
	withMessage,
} from '../errors';
import { LONGEST_DETAIL, redactedCause, thrownFacts } from '../errors/redactedCause';
import type { Redactor } from '../redaction/redactor';
import { tooLong } from './response';
import { isRetryable } from './retryPolicy';
import { unreachable } from './unreachable';

/** A transport gave up on a response for its length. */
const TOO_LONG = 'ERR_ANSWER_TOO_LONG';
const TIMEOUT_CODES = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT']);
/** Nothing was sent: the connection itself could not be made. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Trying again would end the same way. */
const PERMANENT = /^(ENOTFOUND|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_INVALID_|EPROTO$)/;

/** The attempt that failed. */
interface FailedAttempt {
	/** Whether the call was stopped from outside. */
	readonly aborted: boolean;
	readonly timeoutMs: number;
	/** Where it was sent, or at least the address of the API. */
	readonly url: string;
	/** Masks what the words of the transport may not repeat. */
	readonly redactor: Redactor;
}

/** Turns what a transport threw, which got no response, into the error a person reads. */
export function transportError(
	thrown: unknown,
	{ aborted, timeoutMs, url, redactor }: FailedAttempt,
): KardError {
	if (thrown instanceof KardError) return withMaskedMessage(thrown, redactor);
	if (aborted) {
		const message = 'The run was cancelled while a request was under way; Kard may have received it.';
		return new KardAbortError(message, { outcomeUnknown: true });
	}
	const { code, message } = thrownFacts(thrown);
	if (code === TOO_LONG) return tooLong();
	const cause = redactedCause(thrown, redactor);
	if ((code !== undefined && TIMEOUT_CODES.has(code)) || /\btime(d )?-?out\b/i.test(message)) {
		return new KardTimeoutError(`Kard did not answer within ${inSeconds(timeoutMs)}.`, {
			outcomeUnknown: true,
			cause,
		});
	}
	const reason = redactor.excerpt(message, LONGEST_DETAIL);
	return new KardNetworkError(unreachable(url, code, reason), {
		code: code && redactor.excerpt(code, LONGEST_DETAIL),
		cause,
		outcomeUnknown: !(code !== undefined && (NEVER_SENT.has(code) || PERMANENT.test(code))),
	});
}

function withMaskedMessage(error: KardError, redactor: Redactor): KardError {
	return redactor.isClean(error.message) ? error : withMessage(error, redactor.text(error.message));
}

function inSeconds(ms: number): string {
	const seconds = Math.round(ms / 100) / 10;
	return `${String(seconds)} second${seconds === 1 ? '' : 's'}`;
}

/** Whether another attempt could get a response after all. */
export function mayPass(error: KardError): boolean {
	if (error instanceof KardTimeoutError) return true;
	// The status of a request for a token that a host made by itself.
	if (error instanceof KardApiError) return isRetryable(error.statusCode);
	return error instanceof KardNetworkError && !PERMANENT.test(error.code ?? '');
}
