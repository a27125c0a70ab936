import { redactedCopy, type Bounds } from '../redaction/deep';
import type { Redactor } from '../redaction/redactor';
import { errorsIn, reasonIn, type ErrorObject } from '../errors/errorDocument';
import type { Content } from './content';

/** The longest reason of Kard's that a message repeats, in UTF-16 units. */
export const LONGEST_REASON = 500;

/** What an error holds of an answer: an answer of many megabytes may belong to the errors of many rows. */
const BOUNDS: Bounds = { longestText: 2_000, allTexts: 100_000, depth: 32 };

/** What the error of one row of many holds of what Kard said of it. */
const ROW_BOUNDS: Bounds = { longestText: LONGEST_REASON, allTexts: 5_000, depth: 16 };

/** The body of an answer as an error may hold it: masked and bounded. Undefined where it was no JSON. */
export function maskedBody(content: Content, redactor: Redactor): unknown {
	return content.kind === 'json' ? redactedCopy(content.value, redactor, BOUNDS) : undefined;
}

/**
 * Kard's own words for why it said no, masked and cut to a length that a message can hold; undefined without any.
 * @param body what the error holds of the answer
 */
export function maskedReason(content: Content, body: unknown, redactor: Redactor): string | undefined {
	const reason = plainText(content) ?? reasonIn(body);
	return reason === undefined ? undefined : redactor.excerpt(reason, LONGEST_REASON);
}

/** One of the errors that an answer lists, as the error of a row may hold it. */
export function maskedError(error: ErrorObject, redactor: Redactor): ErrorObject {
	return errorsIn({ errors: [redactedCopy(error, redactor, ROW_BOUNDS)] })?.[0] ?? {};
}

/** A body that is a short text is a reason as it stands; a web page or a broken-off document is none. */
function plainText(content: Content): string | undefined {
	const text = content.kind === 'unreadable' ? content.text : content.kind === 'json' ? content.value : '';
	if (typeof text !== 'string' || text.length > LONGEST_REASON) return undefined;
	const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
	return /^[^<{["]*\p{L}/u.test(line) && !/<\w+[^>]*>/.test(line) ? line : undefined;
}
