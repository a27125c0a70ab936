import {
	NodeApiError,
	type IExecuteFunctions,
	type IHookFunctions,
	type IHttpRequestOptions,
} from 'n8n-workflow';
import { z } from 'zod/v4';
import {
	KardAuthenticationError,
	type Transport,
	type TransportRequest,
	type TransportResponse,
} from '../../../shared/index';
import { NO_TOKEN } from '../../../credentials/accessToken';
import { asError } from './failures';

const fullResponse = z.object({
	statusCode: z.number(),
	headers: z.unknown(),
	body: z.unknown(),
});

const headerValue = z.union([z.string(), z.array(z.string())]);

/** n8n hands the headers over as an object of a class of its own. */
function plainHeaders(headers: unknown): Record<string, string | string[]> {
	const pairs = Object.entries(typeof headers === 'object' && headers !== null ? headers : {}).flatMap(
		([name, value]) => {
			const parsed = headerValue.safeParse(value);
			return parsed.success ? [[name, parsed.data] as const] : [];
		},
	);
	return Object.fromEntries(pairs);
}

function optionsFor(request: TransportRequest, ignoreHttpStatusErrors: boolean): IHttpRequestOptions {
	const { method, url, headers, body, timeoutMs, signal } = request;
	return {
		method,
		url,
		headers: { ...headers },
		timeout: Math.max(1, Math.ceil(timeoutMs)),
		returnFullResponse: true,
		ignoreHttpStatusErrors,
		// As text, so that the client reads every answer itself and no long number loses digits on the way.
		encoding: 'text',
		disableFollowRedirect: true,
		...(body === undefined ? {} : { body }),
		...(signal === undefined ? {} : { abortSignal: signal }),
	};
}

/**
 * The status of an answer that n8n turned into an error: of the request itself, when it was asked to look at the
 * status, or of the token request before it. An answer that broke off may carry its status too, but one below 400.
 */
function answerIn(error: unknown): TransportResponse | undefined {
	if (!(error instanceof NodeApiError)) return undefined;
	const status = Number(error.httpCode);
	return status >= 400 ? { status, headers: {}, body: error.context.data } : undefined;
}

/**
 * Why there was no answer. n8n wraps the reason in an error of its own, which may hold the request with its token;
 * only the code and the words go on.
 */
function silenceIn(error: unknown): Error {
	if (!(error instanceof NodeApiError)) return asError(error);
	if (error.httpCode === NO_TOKEN) return new KardAuthenticationError(error.message, { statusCode: 401 });
	return Object.assign(new Error(error.messages[0] ?? error.message), { code: error.httpCode });
}

function answerOrSilence(error: unknown): TransportResponse | Promise<never> {
	return answerIn(error) ?? Promise.reject(silenceIn(error));
}

/** Credentials of which n8n can get a new token. Of others the first refusal is the last word. */
const RENEWABLE = new Set(['kardApi']);

/**
 * Sends through n8n's own HTTP helper, so that proxies, certificates and n8n's rules for the network hold, and with
 * the token that n8n keeps.
 *
 * n8n renews the token only in a call that lets it see the refusal, so a request that Kard refuses with 401 is made
 * once more in that way. Requests that were refused meanwhile wait for that one renewal.
 */
export function n8nTransport(context: IExecuteFunctions | IHookFunctions, credentialType: string): Transport {
	let renewals = 0;
	let renewing: Promise<TransportResponse> | undefined;

	const send = async (request: TransportRequest, ignoreStatus: boolean): Promise<TransportResponse> => {
		const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialType,
			optionsFor(request, ignoreStatus),
		);
		const { statusCode, headers, body } = fullResponse.parse(answer);
		return { status: statusCode, headers: plainHeaders(headers), body };
	};

	const renew = (request: TransportRequest): Promise<TransportResponse> =>
		send(request, false)
			.catch(answerOrSilence)
			.finally(() => {
				renewals += 1;
				renewing = undefined;
			});

	const sendPatiently = async (request: TransportRequest): Promise<TransportResponse> => {
		const renewalsBefore = renewals;
		const first = await send(request, true);
		if (first.status !== 401 || !RENEWABLE.has(credentialType)) return first;
		if (renewing !== undefined) await renewing.catch(() => undefined);
		if (renewals > renewalsBefore) return await send(request, true);
		renewing = renew(request);
		return await renewing;
	};

	return (request) => sendPatiently(request).catch(answerOrSilence);
}
