import type { IHttpRequestOptions } from 'n8n-workflow';
import { z } from 'zod/v4';
import type { TransportRequest, TransportResponse } from '../../../shared/host';

/** What is no response gets a status that is none, which the client complains of. */
const fullResponse = z
	.object({ statusCode: z.number(), headers: z.unknown(), body: z.unknown() })
	.catch({ statusCode: 0, headers: {}, body: undefined });

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

/** A request as n8n's HTTP helper takes it: every status is a response, and no redirection is followed. */
export function helperOptions(request: TransportRequest): IHttpRequestOptions {
	const { method, url, headers, body, timeoutMs, signal } = request;
	return {
		method,
		url,
		headers: { ...headers },
		timeout: Math.max(1, Math.ceil(timeoutMs)),
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// As text, so that the client reads every answer itself and no long number loses digits on the way.
		encoding: 'text',
		disableFollowRedirect: true,
		...(body === undefined ? {} : { body }),
		...(signal === undefined ? {} : { abortSignal: signal }),
	};
}

/** What n8n's HTTP helper gave, as the client reads it. */
export function readHelperResponse(response: unknown): TransportResponse {
	const { statusCode, headers, body } = fullResponse.parse(response);
	return { status: statusCode, headers: plainHeaders(headers), body };
}
