import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import { UserError } from 'n8n-workflow';

/** n8n's setting N8N_PAYLOAD_SIZE_MAX, in bytes. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** What Express, and n8n's own readers of the body, add to a request. */
interface RequestAdditions {
	readonly path: string;
	/** Read from `rawBody` by what the content type says; undefined if there is no body. */
	body?: unknown;
	/** Without its parameters, in lower case. */
	readonly contentType: string | undefined;
	/** The charset of the body, if there is a content type. */
	readonly encoding: string | undefined;
	/** Reads the body's bytes, unpacked, into `rawBody`. */
	readRawBody(): Promise<void>;
}

/** A request as n8n hands it to a node: with what its nodes use of Express's, which is not installed here. */
export type WebhookRequest = IncomingMessage & RequestAdditions;

/** Makes a request of Node's one that looks like Express's. */
export function webhookRequest(message: IncomingMessage): WebhookRequest {
	const additions: RequestAdditions = {
		path: new URL(message.url ?? '/', 'http://127.0.0.1').pathname,
		...contentTypeOf(message),
		async readRawBody() {
			if (!('rawBody' in message)) request.rawBody = await bytesOf(unpacked(message));
		},
	};
	const request = Object.assign(message, additions);
	return request;
}

function contentTypeOf({ headers }: IncomingMessage): Pick<RequestAdditions, 'contentType' | 'encoding'> {
	const [contentType, ...parameters] = (headers['content-type'] ?? '').split(';');
	if (contentType === undefined || contentType === '') return { contentType: undefined, encoding: undefined };
	const charset = parameters.map((one) => /^\s*charset\s*=\s*"?([^"]*)"?\s*$/i.exec(one)?.[1]).find(Boolean);
	return { contentType: contentType.toLowerCase(), encoding: (charset ?? 'utf-8').toLowerCase() };
}

function unpacked(message: IncomingMessage): Readable {
	const encoding = message.headers['content-encoding'];
	if (encoding !== 'gzip' && encoding !== 'deflate') return message;
	return message.pipe(encoding === 'gzip' ? createGunzip() : createInflate());
}

async function bytesOf(stream: Readable): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of stream) {
		const bytes = Buffer.from(chunk as Uint8Array);
		length += bytes.length;
		if (length > LARGEST_BODY) throw new UserError('The body is larger than n8n takes');
		chunks.push(bytes);
	}
	return Buffer.concat(chunks);
}
