import { apiError, type ErrorCode } from '../errors';
import { ownStatus, wordsIn, type ErrorObject } from '../errors/errorDocument';
import { maskedError } from '../http/masking';
import { isRetryable } from '../http/retryPolicy';
import type { Redactor } from '../redaction/redactor';
import type { Failure } from './failures';

/** What Kard said when it refused a row. */
interface Said {
	readonly reason: ErrorObject | undefined;
	readonly status: number;
}

/** What is needed to put into words what Kard said of one row of many. */
export interface Wording {
	/** The labels of fields by their path. */
	readonly labels: ReadonlyMap<string, string>;
	/** Masks what Kard repeats of the personal and card data of all rows that went out together. */
	readonly redactor: () => Redactor;
	/** The same for a text of a message, which is cut to a length that a message can hold. */
	readonly shown: (text: string) => string;
}

/**
 * Kard refused the row and said why.
 * @param said its words and its status
 * @param wording what masks them, and names the field that they are about
 * @param retryAfterMs how long Kard asked to wait before the row is sent again, in milliseconds
 */
export function refused(said: Said, wording: Wording, retryAfterMs?: number): Failure {
	const { reason = {} } = said;
	const { redactor, shown } = wording;
	const words = wordsIn(reason);
	const statusCode = ownStatus({ status: reason.status && shown(reason.status) }) ?? said.status;
	const because = words === undefined ? 'it gave no reason' : shown(words);
	const message = `Kard refused it (${String(statusCode)}): ${because}`;
	const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
	const cause = () => {
		const error = maskedError(reason, redactor());
		return apiError(message, { statusCode, body: { errors: [error] }, errors: [error], ...wait });
	};
	const code = codeOf(statusCode);
	return { reason: message, code, field: fieldOf(reason, wording), cause };
}

/** Too much at once, or trouble of Kard's own, is not about the row. */
function codeOf(status: number): ErrorCode {
	if (status === 429) return 'rate_limited';
	return isRetryable(status) ? 'server_error' : 'refused';
}

/** The label of the field that an error points to; its name where it is none of ours. */
function fieldOf({ source }: ErrorObject, { labels, shown }: Wording): string | undefined {
	const path = /[/.\]]attributes[/.](.+)$/.exec(source?.pointer ?? '')?.[1]?.replaceAll('/', '.');
	return path === undefined ? undefined : (labels.get(path) ?? shown(path));
}
