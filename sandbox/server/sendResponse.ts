import type { FastifyReply } from 'fastify';
import { ApiError, errorObject } from '../http/apiError';
import type { ApiResponse } from '../http/apiResponse';
import { JSON_TYPE, type RawResponse } from '../http/rawResponse';

/** The response to an error, ready to be sent. */
export function errorResponse(error: unknown): RawResponse {
	return rawResponse(responseForError(error));
}

/** The response to an error: an `ApiError` in its own words, all else as a 500. */
export function responseForError(error: unknown): ApiResponse {
	if (error instanceof ApiError) return { status: error.status, body: { errors: error.errors } };
	const detail = error instanceof Error ? error.message : 'The sandbox failed.';
	return { status: 500, body: { errors: [errorObject(500, detail)] } };
}

/** A regular response, ready to be sent. */
export function rawResponse({ status, body }: ApiResponse): RawResponse {
	return { status, contentType: JSON_TYPE, headers: {}, text: JSON.stringify(body) };
}

/** Sends a response exactly as it is. */
export function send(reply: FastifyReply, { status, contentType, headers, text }: RawResponse): FastifyReply {
	reply.code(status).headers(headers);
	if (contentType !== undefined) reply.header('content-type', contentType);
	return reply.send(text === '' ? undefined : text);
}
