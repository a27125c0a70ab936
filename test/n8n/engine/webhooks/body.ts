import { parse } from 'node:querystring';
import { jsonParse, UserError } from 'n8n-workflow';
import type { WebhookRequest } from './request';

/** The body is not what its content type says; n8n answers 422 without asking the node. */
export class UnreadableBodyError extends UserError {}

/**
 * Reads the body before the node is asked, as n8n 2.40.7 does: of any content type for version 1 of a node,
 * and only of these for later ones. XML and multipart forms stay unread; no test here sends them.
 */
export async function readBody(request: WebhookRequest, typeVersion: number): Promise<void> {
	if (typeVersion > 1 && !isReadForLaterVersions(request.contentType)) return;
	await request.readRawBody();
	if (request.rawBody.length === 0) return;
	try {
		request.body = parsed(request.contentType, request.rawBody, request.encoding);
	} catch (error) {
		throw new UnreadableBodyError(error instanceof Error ? error.message : String(error));
	}
}

function isReadForLaterVersions(contentType = ''): boolean {
	const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'];
	return types.some((type) => contentType.startsWith(type));
}

function parsed(contentType: string | undefined, bytes: Buffer, encoding: string | undefined): unknown {
	const text = (): string => bytes.toString(encoding as BufferEncoding | undefined);
	const withoutBom = (): string => text().replace(/^\uFEFF/, '');
	switch (contentType) {
		case 'application/json':
			return jsonParse(withoutBom());
		case 'application/x-www-form-urlencoded':
			return parse(withoutBom());
		case 'text/plain':
			return text();
		default:
			return undefined;
	}
}
