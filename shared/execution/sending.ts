import { isIdempotent, type ListOperation, type SingleOperation } from '../catalogue/description/operation';
import type { KardApiError } from '../errors';
import type { KardRequest, RequestEngine } from '../http/engine';
import type { ResponseFacts } from '../http/kardPromise';
import { isSuccess, type KardResponse } from '../http/response';
import { fillPath } from '../http/url';
import { checkedIds, type Ids } from './input';

/** What operations are sent with. */
export interface Sending {
	readonly organizationId: string;
	readonly engine: RequestEngine;
}

/** The request of an operation. */
export function requestFor(
	{ organizationId }: Sending,
	operation: SingleOperation | ListOperation,
	ids: Ids,
	query = '',
	body?: string,
): KardRequest {
	const { method, scope, forbiddenMeans } = operation;
	const path = fillPath(operation.path, { ...checkedIds(operation, ids), organizationId }) + query;
	const howToLook = operation.kind === 'single' ? operation.howToLook : undefined;
	return { method, path, idempotent: isIdempotent(operation), scope, forbiddenMeans, howToLook, body };
}

/** What is known of a response besides its body. */
export function factsOf({ status, headers }: KardResponse): ResponseFacts {
	return { status, headers };
}

/**
 * Kard said yes, and may well have done it, but not in a way that can be read.
 * @param lacks the part that was needed and is not there: `data.id`
 */
export function unreadable(
	sending: Sending,
	response: KardResponse,
	request: KardRequest,
	lacks?: string,
): KardApiError {
	const outcomeUnknown = request.method !== 'GET';
	return sending.engine.errorOf({ ...response, outcomeUnknown }, request, lacks);
}

/**
 * The JSON document of a response.
 * @throws KardApiError when Kard said no, or said yes without the document that belongs to it
 */
export function documentOf(sending: Sending, response: KardResponse, request: KardRequest): unknown {
	if (!isSuccess(response.status)) throw sending.engine.errorOf(response, request);
	if (response.content.kind !== 'json') throw unreadable(sending, response, request);
	return response.content.value;
}
