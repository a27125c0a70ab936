import { jsonParse, UserError } from 'n8n-workflow';
import type { WebhookRequest } from './request';

/** The body is not what its content type says; n8n answers 422 without asking the node. */
export class UnreadableBodyError extends UserError {}

/** Reads the body before a node of version 1 is asked, as n8n 2.40.7 does. No test here sends XML or a form. */
export async function readBody(request: WebhookRequest): Promise<void> {
	await request.readRawBody();
	const { contentType, encoding, rawBody } = request;
	if (rawBody.length === 0) return;
	const text = rawBody.toString(encoding as BufferEncoding | undefined);
	try {
		if (contentType === 'application/json') request.body = jsonParse(text.replace(/^\uFEFF/, ''));
		else if (contentType === 'text/plain') request.body = text;
	} catch (error) {
		throw new UnreadableBodyError(error instanceof Error ? error.message : String(error));
	}
}
