import { apiError } from './apiError';

/** What a request carried, as far as it could be read. */
export type RequestBody =
	| { readonly kind: 'none' }
	| { readonly kind: 'json'; readonly value: unknown }
	| { readonly kind: 'form'; readonly value: Readonly<Record<string, string>> }
	| { readonly kind: 'brokenJson'; readonly value: string }
	| { readonly kind: 'other'; readonly value: string; readonly contentType: string };

/** Reads a body by its content type. What has none is taken as JSON. */
export function readBody(text: string, contentType: string | undefined): RequestBody {
	if (text === '') return { kind: 'none' };
	const mediaType = (contentType ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
	if (mediaType === 'application/json' || mediaType.endsWith('+json')) return readJson(text);
	if (mediaType === 'application/x-www-form-urlencoded') {
		return { kind: 'form', value: Object.fromEntries(new URLSearchParams(text)) };
	}
	return { kind: 'other', value: text, contentType: mediaType };
}

function readJson(text: string): RequestBody {
	try {
		return { kind: 'json', value: JSON.parse(text) };
	} catch {
		return { kind: 'brokenJson', value: text };
	}
}

/** The JSON of a body, or the refusal that it deserves. */
export function jsonOf(body: RequestBody): unknown {
	if (body.kind === 'json') return body.value;
	if (body.kind === 'none') throw apiError(400, 'The request has no body. It must be a JSON document.');
	if (body.kind === 'brokenJson') throw apiError(400, 'The body of the request is not valid JSON.');
	const sent = body.kind === 'form' ? 'application/x-www-form-urlencoded' : body.contentType;
	throw apiError(415, `The content type ${sent} is not supported here. Send application/json.`, {
		source: { header: 'Content-Type' },
	});
}
