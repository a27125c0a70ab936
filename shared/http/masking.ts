import isEqual from 'lodash/isEqual';
import mapValues from 'lodash/mapValues';
import { errorsIn, reasonIn, type ErrorObject } from '../errors/errorDocument';
import { isClean, redactedCopy, type Bounds } from '../redaction/deep';
import { Redactor } from '../redaction/redactor';
import type { Content, KardResponse } from './response';

/** The longest reason of Kard's that a message repeats, in UTF-16 units. */
export const LONGEST_REASON = 500;

/** What an error holds of a response: one of many megabytes may belong to the errors of many rows. */
const BOUNDS: Bounds = { longestText: 2_000, allTexts: 100_000, depth: 32 };

/** What the error of one row of many holds of what Kard said of it. */
const ROW_BOUNDS: Bounds = { longestText: LONGEST_REASON, allTexts: 5_000, depth: 16 };

/** The body of a response as an error may hold it: masked and bounded. Undefined where it was no JSON. */
export function maskedBody(content: Content, redactor: Redactor): unknown {
	return content.kind === 'json' ? redactedCopy(content.value, redactor, BOUNDS) : undefined;
}

/**
 * Kard's own words for why it said no, masked and cut to a length that a message can hold; undefined without any.
 * @param body what the error holds of the response
 */
export function maskedReason(content: Content, body: unknown, redactor: Redactor): string | undefined {
	const reason = plainText(content) ?? reasonIn(body);
	return reason === undefined ? undefined : redactor.excerpt(reason, LONGEST_REASON);
}

/** One of the errors that a response lists, as the error of a row may hold it. */
export function maskedError(error: ErrorObject, redactor: Redactor): ErrorObject {
	return errorsIn({ errors: [redactedCopy(error, redactor, ROW_BOUNDS)] })?.[0] ?? {};
}

/** A body that is a short text is a reason; a web page or a broken-off document is none. */
function plainText(content: Content): string | undefined {
	const text = content.kind === 'unreadable' ? content.text : content.kind === 'json' ? content.value : '';
	if (typeof text !== 'string' || text.length > LONGEST_REASON) return undefined;
	const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
	return /^[^<{["]*\p{L}/u.test(line) && !/<\w+[^>]*>/.test(line) ? line : undefined;
}

/** Masks the secrets of a client in responses. */
export class SecretMask {
	/** What was made of the last secrets: most responses have the same ones. */
	private last: { readonly secrets: readonly string[]; readonly redactor: Redactor } | undefined;

	/** @param secretsNow gives what is secret at the time of a response */
	constructor(private readonly secretsNow: () => readonly string[]) {}

	/**
	 * The response with every secret masked, wherever Kard repeats it: in an error as well as in data. Nothing else is
	 * masked: addresses and cards in a response are what was asked for.
	 */
	masked(response: KardResponse): KardResponse {
		const redactor = this.redactor();
		return {
			...response,
			headers: mapValues(response.headers, (value) => redactor.text(value)),
			content: contentWithout(response.content, redactor),
		};
	}

	private redactor(): Redactor {
		const secrets = this.secretsNow();
		if (!isEqual(secrets, this.last?.secrets)) this.last = undefined;
		this.last ??= { secrets, redactor: new Redactor({ secrets, patterns: false }) };
		return this.last.redactor;
	}
}

function contentWithout(content: Content, redactor: Redactor): Content {
	if (content.kind === 'empty') return content;
	if (content.kind === 'unreadable') return { ...content, text: redactor.text(content.text) };
	return isCleanAsWritten(content.text, redactor) || isClean(content.value, redactor)
		? content
		: { ...content, value: redactedCopy(content.value, redactor) };
}

/** An escape, and a number that JavaScript writes otherwise than it may stand in JSON. */
const READ_OTHERWISE = /[\\%&]|[[,:]\s*-?[\d.]*(?:\d{16}|\d[eE])/;

/** Whether nothing in a document is to be masked, as one look at its text tells where that says what its values say. */
function isCleanAsWritten(text: string | undefined, redactor: Redactor): boolean {
	return text !== undefined && !READ_OTHERWISE.test(text) && redactor.isClean(text);
}
