import mapKeys from 'lodash/mapKeys';
import mapValues from 'lodash/mapValues';
import { apiError, type KardApiError } from '../errors';
import { errorsIn } from '../errors/errorDocument';
import type { Redactor } from '../redaction/redactor';
import { maskedBody, maskedReason } from './masking';
import type { KardResponse } from './response';

/** What is known of a request that Kard refused, besides the response. */
interface RefusedRequest {
	readonly path?: string;
	/** The permission that the operation needs, in Kard's words. */
	readonly scope?: string | undefined;
	/** What it means when Kard forbids it, where that is not a missing permission. */
	readonly forbiddenMeans?: string | undefined;
	/** The part of the response that was needed and is not there: `data.id`. */
	readonly lacks?: string | undefined;
	/** How to find out whether Kard carried it out; then the message does not say to try again. */
	readonly howToLook?: string | undefined;
}

/** What is known of a response besides its status. */
interface StatusFacts extends RefusedRequest {
	/** Kard's own reason, masked. */
	readonly reason?: string | undefined;
	readonly retryAfterMs?: number | undefined;
	readonly ownOrganizationId?: string | undefined;
	/** Whether the organization in the path may be somebody else's. */
	readonly mayBeForeign?: boolean;
	readonly content?: { readonly kind: 'json' | 'empty' | 'unreadable' };
}

/**
 * The error of a response that is not what was asked for. It holds the body masked, and only where that is JSON.
 * @param redactor masks what nobody may see: secrets, and the personal and card data of the request
 */
export function responseError(
	response: KardResponse,
	redactor: Redactor,
	request: RefusedRequest = {},
): KardApiError {
	const { status, headers, content, outcomeUnknown, retryAfterMs, ownOrganizationId } = response;
	const body = maskedBody(content, redactor);
	const reason = maskedReason(content, body, redactor);
	const masked = (text: string) => redactor.text(text);
	// Where Kard was asked, it is known whose the organization is.
	const mayBeForeign =
		!('ownOrganizationId' in response) && request.path?.startsWith('/v2/issuers/') === true;
	const facts = { ...request, content, retryAfterMs, reason, ownOrganizationId, mayBeForeign };
	return apiError(describeStatus(status, facts), {
		statusCode: status,
		body,
		errors: errorsIn(body) ?? [],
		headers: mapValues(
			mapKeys(headers, (_, name) => masked(name)),
			masked,
		),
		outcomeUnknown,
		retryAfterMs,
	});
}

/** A length of time in words a person can plan with. */
function inWords(ms: number): string {
	const seconds = Math.ceil(ms / 1_000);
	if (seconds < 120) return `${String(seconds)} second${seconds === 1 ? '' : 's'}`;
	const minutes = Math.ceil(seconds / 60);
	if (minutes < 120) return `${String(minutes)} minutes`;
	return `${String(Math.round(minutes / 6) / 10)} hours`;
}

function withReason(text: string, facts: StatusFacts): string {
	return facts.reason === undefined ? text : `${text} Kard says: ${facts.reason}`;
}

function slowDown(facts: StatusFacts): string {
	const wait = facts.retryAfterMs;
	return wait === undefined
		? 'Kard asks to slow down (429). Try again later, or send fewer requests at once.'
		: `Kard asks to slow down (429) and to wait ${inWords(wait)}. Try again after that.`;
}

function serverTrouble(status: number, facts: StatusFacts): string {
	const what = status === 408 ? 'Kard timed out (408).' : `Kard returned a server error (${String(status)}).`;
	if (facts.howToLook !== undefined) return what;
	const when =
		facts.retryAfterMs === undefined ? 'later' : `after ${inWords(facts.retryAfterMs)}, as Kard asks`;
	return `${what} Try again ${when}.`;
}

function strange(status: number, facts: StatusFacts): string {
	const what = {
		empty: 'is empty',
		unreadable: 'is not JSON, but something like a web page or a text that breaks off',
		json: facts.lacks === undefined ? 'is not what was expected' : `lacks ${facts.lacks}`,
	}[facts.content?.kind ?? 'json'];
	const said = `Kard's response (${String(status)}) ${what}. Check the environment or base URL`;
	return withReason(facts.howToLook === undefined ? `${said}, then try again.` : `${said}.`, facts);
}

/** Says what a status means for the person who runs the automation, and what to do. */
function describeStatus(status: number, facts: StatusFacts = {}): string {
	const words = wordsFor(status, facts);
	return facts.howToLook === undefined ? words : `${words} ${facts.howToLook}`;
}

/** Kard does not tell credentials of another organization from such as lack a permission. */
function forbidden({ ownOrganizationId, mayBeForeign, forbiddenMeans, scope }: StatusFacts): string {
	if (ownOrganizationId !== undefined) {
		return `The Organization ID is not the one of these credentials, which belong to "${ownOrganizationId}" (403). Correct it.`;
	}
	if (forbiddenMeans !== undefined) return forbiddenMeans;
	const what = scope === undefined ? 'the permission that this needs' : `the scope ${scope}`;
	return mayBeForeign === true
		? `Kard denied access (403). Check first that the organization ID belongs to these credentials. If it does, ask Kard for ${what}.`
		: `Kard denied access (403). Ask Kard for ${what}.`;
}

function wordsFor(status: number, facts: StatusFacts): string {
	switch (status) {
		case 400:
		case 422:
			return withReason(`Kard refused the request (${String(status)}).`, facts);
		case 401:
			return withReason(
				'Kard did not accept the credentials (401). Check the client ID and the client secret, or the token, and whether they belong to the chosen environment.',
				facts,
			);
		case 403:
			return withReason(forbidden(facts), facts);
		case 404:
			return withReason('Kard found nothing there (404). Check the ID and the organization ID.', facts);
		case 409:
			return withReason('Kard has this already (409).', facts);
		case 413:
			return withReason('The request is too large for Kard (413). Send fewer rows in one request.', facts);
		case 429:
			return withReason(slowDown(facts), facts);
		default:
	}
	if (status >= 500 || status === 408) return withReason(serverTrouble(status, facts), facts);
	if (status >= 300 && status < 400) {
		return `Kard returned a redirect (${String(status)}), which is not followed. Check the base URL.`;
	}
	return status < 300 ? strange(status, facts) : withReason(`Kard returned status ${String(status)}.`, facts);
}
