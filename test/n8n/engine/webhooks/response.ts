import type { OutgoingHttpHeader, ServerResponse } from 'node:http';

/** What Express adds to a response, as far as n8n's nodes use it. */
interface ResponseAdditions {
	readonly locals: Record<string, unknown>;
	status(code: number): WebhookResponse;
	sendStatus(code: number): WebhookResponse;
	set(name: string, value: OutgoingHttpHeader): WebhookResponse;
	header(name: string, value: OutgoingHttpHeader): WebhookResponse;
	type(contentType: string): WebhookResponse;
	json(body: unknown): WebhookResponse;
	send(body?: unknown): WebhookResponse;
}

/** A response as n8n hands it to a node: with what its nodes use of Express's, which is not installed here. */
export type WebhookResponse = ServerResponse & ResponseAdditions;

/** Makes a response of Node's one that looks like Express's. */
export function webhookResponse(server: ServerResponse): WebhookResponse {
	const set = (name: string, value: OutgoingHttpHeader): WebhookResponse => {
		response.setHeader(name, value);
		return response;
	};
	const finish = (contentType: string, body: string | Buffer): WebhookResponse => {
		if (!response.hasHeader('content-type')) set('content-type', contentType);
		response.end(body);
		return response;
	};
	const additions: ResponseAdditions = {
		locals: {},
		status(code) {
			response.statusCode = code;
			return response;
		},
		sendStatus: (code) => response.status(code).send(String(code)),
		set,
		header: set,
		type: (contentType) => set('content-type', contentType),
		// Of `undefined` Express sends nothing, with the content type of JSON.
		json: (body) =>
			finish('application/json; charset=utf-8', (JSON.stringify(body) as string | undefined) ?? ''),
		send(body) {
			if (body === undefined) return response.end();
			if (Buffer.isBuffer(body)) return finish('application/octet-stream', body);
			return typeof body === 'string' ? finish('text/html; charset=utf-8', body) : response.json(body);
		},
	};
	const response = Object.assign(server, additions);
	return response;
}
