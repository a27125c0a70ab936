import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { checkGrant } from '../access/tokens';
import type { SandboxContext } from '../context/sandboxContext';
import type { Fault } from '../faults/fault';
import type { FaultPlan } from '../faults/faultPlan';
import { faultyResponse } from '../faults/faultResponse';
import { apiError } from '../http/apiError';
import type { ApiRequest } from '../http/apiRequest';
import type { ApiResponse } from '../http/apiResponse';
import { readBody } from '../http/body';
import type { RawResponse } from '../http/rawResponse';
import type { CurrentOddities } from '../oddities/currentOddities';
import type { Endpoint } from '../routes/endpoint';
import type { OpenRecord, RequestLog } from './requestLog';
import { errorResponse, rawResponse, responseForError, send } from './sendResponse';
import type { UsageQuota } from './usageQuota';

/** What it takes to handle requests. */
export interface HandlerParts {
	readonly context: SandboxContext;
	readonly faults: FaultPlan;
	readonly requestLog: RequestLog;
	readonly quota: UsageQuota;
	readonly oddities: CurrentOddities;
	readonly latencyMs: number;
	/** Aborted when the sandbox closes, so that nothing goes on waiting. */
	readonly closing: AbortSignal;
	recordOf(request: FastifyRequest): OpenRecord;
}

/** One request while it is handled. */
interface HandledRequest {
	readonly endpoint: Endpoint;
	readonly request: ApiRequest;
	readonly reply: FastifyReply;
	readonly record: OpenRecord;
	readonly parts: HandlerParts;
}

/** Handles one request from its arrival to its response, or to the lack of one. */
export async function handleRequest(
	endpoint: Endpoint,
	incoming: FastifyRequest,
	reply: FastifyReply,
	parts: HandlerParts,
): Promise<FastifyReply> {
	const record = parts.recordOf(incoming);
	const request = readRequest(incoming);
	if (request.body.kind !== 'none') record.body = request.body.value;
	const fault = parts.faults.next(endpoint.route, endpoint.open !== true);
	await wait(parts.latencyMs + (fault?.delayMs ?? 0), parts.closing);
	const handled = { endpoint, request, reply, record, parts };
	if (parts.closing.aborted) return drop(handled);
	return fault === undefined ? send(reply, respondTo(handled)) : respondWithFault(fault, handled);
}

function respondWithFault(fault: Fault, handled: HandledRequest): FastifyReply {
	const { request, reply, parts } = handled;
	if (fault.kind === 'dropBefore') return drop(handled);
	if (fault.kind === 'expiredToken') parts.context.tokens.revoke(request.headers.authorization);
	const faulty = faultyResponse(fault);
	if (faulty !== undefined && fault.processed !== true) return send(reply, faulty);
	const response = respondTo(handled);
	return fault.kind === 'dropAfter' ? drop(handled) : send(reply, faulty ?? response);
}

/** Responds to a request, unless the quota is spent, and adds the headers of the quota where Kard would. */
function respondTo(handled: HandledRequest): RawResponse {
	const { quota, context } = handled.parts;
	if (context.readings.quotaHeaders === 'gone') return oddResponse(handled);
	const { isSpent, headers } = quota.use();
	const response = isSpent ? errorResponse(apiError(429, 'The usage quota is spent.')) : oddResponse(handled);
	return { ...response, headers: { ...response.headers, ...headers } };
}

/** Carries out a request, and makes its response as odd as the oddities ask for. */
function oddResponse(handled: HandledRequest): RawResponse {
	const { endpoint, parts } = handled;
	return rawResponse(parts.oddities.applyTo(regularResponse(handled), endpoint));
}

/** Carries out a request. Every error that is thrown on the way becomes a response here. */
function regularResponse({ endpoint, request, parts: { context } }: HandledRequest): ApiResponse {
	try {
		if (endpoint.open !== true) {
			const { scope } = endpoint;
			const needed = typeof scope === 'function' ? scope(context.readings) : scope;
			const grant = context.tokens.holderOf(request.headers.authorization);
			checkGrant(grant, request.ids.organizationId, needed);
		}
		return endpoint.handle(request, context);
	} catch (error) {
		return responseForError(error);
	}
}

function drop({ reply, record, parts }: HandledRequest): FastifyReply {
	parts.requestLog.close(record, 'dropped');
	reply.hijack();
	reply.raw.destroy();
	return reply;
}

async function wait(ms: number, closing: AbortSignal): Promise<void> {
	if (ms > 0) await sleep(ms, undefined, { signal: closing }).catch(() => undefined);
}

function readRequest({ body, headers, params, raw }: FastifyRequest): ApiRequest {
	const text = typeof body === 'string' ? body : '';
	const query = /\?(.*)$/s.exec(raw.url ?? '')?.[1] ?? '';
	return {
		ids: idsIn(params),
		query: new URLSearchParams(query),
		headers,
		body: readBody(text, headers['content-type']),
	};
}

function idsIn(params: unknown): ApiRequest['ids'] {
	if (typeof params !== 'object' || params === null) return {};
	return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}
