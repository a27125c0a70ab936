import { jsonParse, UserError } from 'n8n-workflow';
import type { WebhookRequest } from './request';

/** The body is not what its content type says; n8n answers 422 without asking the node. */
export class UnreadableBodyError extends UserError {}

const OF_VERSION_2 = /^(application\/json|text\/plain|application\/x-www-form-urlencoded)|[/+]xml$/;

/**
 * Reads the body before a node is asked, as n8n 2.40.7 does: all of them for a node of version 1, and what says that it
 * can be parsed for a newer one. No test here sends XML or a form.
 */
export async function readBody(request: WebhookRequest, typeVersion: number): Promise<void> {
	if (typeVersion > 1 && !OF_VERSION_2.test(request.contentType ?? '')) return;
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
