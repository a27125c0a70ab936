import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readBody, type RequestBody } from './body';
import type { Answer, Call, Endpoint, World } from './endpoint';
import { errorObject, Refusal, refusal } from './errors';
import { faultyAnswer, JSON_TYPE, type RawAnswer } from './faultAnswers';
import type { FaultPlan } from './faults';
import type { CurrentOddities } from './oddities/current';
import type { UsageQuota } from './quota';
import type { OpenRecord, RequestLog } from './requestLog';
import { checkGrant } from './tokens';
import type { Fault } from './types';

/** What the way of a request needs beside the request. */
export interface Pipeline {
	readonly world: World;
	readonly faults: FaultPlan;
	readonly requestLog: RequestLog;
	readonly quota: UsageQuota;
	readonly oddities: CurrentOddities;
	readonly latencyMs: number;
	/** Aborted when the sandbox closes, so that nothing goes on waiting. */
	readonly closing: AbortSignal;
	recordOf(request: FastifyRequest): OpenRecord;
}

/** One request on its way. */
interface Exchange {
	readonly endpoint: Endpoint;
	readonly call: Call;
	readonly reply: FastifyReply;
	readonly record: OpenRecord;
	readonly pipeline: Pipeline;
}

/** The whole way of one request, from its arrival to its answer, or to the lack of one. */
export async function exchange(
	endpoint: Endpoint,
	request: FastifyRequest,
	reply: FastifyReply,
	pipeline: Pipeline,
): Promise<FastifyReply> {
	const record = pipeline.recordOf(request);
	const call = readCall(request);
	if (call.body.kind !== 'none') record.body = call.body.value;
	const fault = pipeline.faults.next(endpoint.route, endpoint.open !== true);
	await wait(pipeline.latencyMs + (fault?.delayMs ?? 0), pipeline.closing);
	const way = { endpoint, call, reply, record, pipeline };
	if (pipeline.closing.aborted) return drop(way);
	return fault === undefined ? send(reply, answerTo(way)) : answerWithFault(fault, way);
}

function answerWithFault(fault: Fault, way: Exchange): FastifyReply {
	if (fault.kind === 'dropBefore') return drop(way);
	if (fault.kind === 'expiredToken') way.pipeline.world.tokens.revoke(way.call.headers.authorization);
	const faulty = faultyAnswer(fault);
	if (faulty !== undefined && fault.processed !== true) return send(way.reply, faulty);
	const answer = answerTo(way);
	return fault.kind === 'dropAfter' ? drop(way) : send(way.reply, faulty ?? answer);
}

/** Answers a request, unless the quota is spent, and tells of the quota where it is to be told. */
function answerTo(way: Exchange): RawAnswer {
	const { quota, world } = way.pipeline;
	if (world.readings.quotaHeaders === 'gone') return outcomeOf(way);
	const { isSpent, headers } = quota.use();
	const answer = isSpent ? errorAnswer(refusal(429, 'The usage quota is spent.')) : outcomeOf(way);
	return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** Carries out a request, and makes its answer as odd as it is to be. */
function outcomeOf(way: Exchange): RawAnswer {
	const { endpoint, pipeline } = way;
	return rawAnswer(pipeline.oddities.applyTo(handled(way), endpoint));
}

/** Whatever refuses a request on the way becomes an answer here. */
function handled({ endpoint, call, pipeline: { world } }: Exchange): Answer {
	try {
		if (endpoint.open !== true) {
			const { scope } = endpoint;
			const needed = typeof scope === 'function' ? scope(world.readings) : scope;
			checkGrant(world.tokens.holderOf(call.headers.authorization), call.ids.organizationId, needed);
		}
		return endpoint.handle(call, world);
	} catch (error) {
		return answerForError(error);
	}
}

/** The answer for an error: a refusal in its own words, all else as a 500. */
export function errorAnswer(error: unknown): RawAnswer {
	return rawAnswer(answerForError(error));
}

function answerForError(error: unknown): Answer {
	if (error instanceof Refusal) return { status: error.status, body: { errors: error.errors } };
	const detail = error instanceof Error ? error.message : 'The sandbox failed.';
	return { status: 500, body: { errors: [errorObject(500, detail)] } };
}

function rawAnswer({ status, body }: Answer): RawAnswer {
	return { status, contentType: JSON_TYPE, headers: {}, text: JSON.stringify(body) };
}

/** Sends an answer exactly as it is. */
export function send(reply: FastifyReply, { status, contentType, headers, text }: RawAnswer): FastifyReply {
	reply.code(status).headers(headers);
	if (contentType !== undefined) reply.header('content-type', contentType);
	return reply.send(text === '' ? undefined : text);
}

function drop({ reply, record, pipeline }: Exchange): FastifyReply {
	pipeline.requestLog.close(record, 'dropped');
	reply.hijack();
	reply.raw.destroy();
	return reply;
}

async function wait(ms: number, closing: AbortSignal): Promise<void> {
	if (ms > 0) await sleep(ms, undefined, { signal: closing }).catch(() => undefined);
}

function readCall(request: FastifyRequest): Call {
	const text = typeof request.body === 'string' ? request.body : '';
	const body: RequestBody = readBody(text, request.headers['content-type']);
	const query = /\?(.*)$/s.exec(request.raw.url ?? '')?.[1] ?? '';
	return {
		ids: idsOf(request),
		query: new URLSearchParams(query),
		headers: request.headers,
		body,
	};
}

function idsOf({ params }: FastifyRequest): Call['ids'] {
	if (typeof params !== 'object' || params === null) return {};
	return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}
