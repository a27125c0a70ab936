import type { ServerResponse } from 'node:http';

/** What Express adds to a response, as far as n8n and our nodes use it. */
interface ResponseAdditions {
	status(code: number): WebhookResponse;
	json(body: unknown): WebhookResponse;
	send(body: string): WebhookResponse;
}

/** A response as n8n hands it to a node: with what is used of Express's, which is not installed here. */
export type WebhookResponse = ServerResponse & ResponseAdditions;

/** Makes a response of Node's one that looks like Express's. */
export function webhookResponse(server: ServerResponse): WebhookResponse {
	const finish = (contentType: string, body: string): WebhookResponse => {
		response.setHeader('content-type', `${contentType}; charset=utf-8`).end(body);
		return response;
	};
	const response: WebhookResponse = Object.assign<ServerResponse, ResponseAdditions>(server, {
		status(code) {
			response.statusCode = code;
			return response;
		},
		json: (body) => finish('application/json', JSON.stringify(body)),
		send: (body) => finish('text/html', body),
	});
	return response;
}
