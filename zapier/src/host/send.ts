import type { HttpRequestOptions, ZObject } from 'zapier-platform-core';
import { z as schema } from 'zod/v4';
import type { TransportRequest, TransportResponse } from '../../../shared/host';

/** What Zapier's request helper understands beyond its own types. */
interface Options extends HttpRequestOptions {
	url: string;
	throwForThrottlingEarly: false;
	merge: false;
	signal: AbortSignal;
}

/** What Zapier calls itself where it merges a request with its own. */
const USER_AGENT = 'Zapier';

/**
 * Zapier refuses texts in which somebody seems to ask it for a value, such as `{{bundle.…}}`. In JSON two braces in a
 * row are part of a text, where the second one can be written in another way.
 */
function withoutCurlies(body: string): string {
	return body.replaceAll('{{', '{\\u007b');
}

function optionsFor(request: TransportRequest, signal: AbortSignal): Options {
	const { method, url, headers, body } = request;
	return {
		method,
		url,
		headers: { 'user-agent': USER_AGENT, ...headers },
		redirect: 'manual',
		skipThrowForStatus: true,
		throwForThrottlingEarly: false,
		// Zapier would copy all that the step was given, line by line, for every request.
		merge: false,
		signal,
		...(body === undefined ? {} : { body: withoutCurlies(body) }),
	};
}

const pairs = schema.custom<Iterable<[string, string]>>(
	(headers) => typeof headers === 'object' && headers !== null && Symbol.iterator in headers,
);
const answer = schema.object({ status: schema.number(), headers: pairs, content: schema.string() });

function timedOut(): Error {
	return Object.assign(new Error('No answer came in time.'), { code: 'ETIMEDOUT' });
}

/**
 * Sends one request through Zapier's own helper, so that it is in Zapier's log, with its secrets masked.
 *
 * Zapier throws for a refused token before anybody sees the answer; here it is an answer like any other.
 */
export async function send(z: ZObject, request: TransportRequest): Promise<TransportResponse> {
	// Not the helper's own time limit, which begins anew when the body of the answer begins.
	const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(request.timeoutMs)));
	const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
	try {
		const { status, headers, content } = answer.parse(await z.request(optionsFor(request, signal)));
		return { status, headers: Object.fromEntries(headers), body: content };
	} catch (error) {
		if (error instanceof z.errors.RefreshAuthError) return { status: 401, headers: {}, body: undefined };
		throw timeout.aborted ? timedOut() : error;
	}
}
