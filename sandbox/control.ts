/* eslint-disable @n8n/community-nodes/no-restricted-imports -- does not ship in the n8n package */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod/v4';
import { jsonOf, readBody } from './body';
import { errorObject, Refusal } from './errors';
import { JSON_TYPE } from './faultAnswers';
import type { Pipeline } from './pipeline';
import { FAULT_KINDS, ROUTES, type Fault } from './types';

/** Where the control API lives. What is asked of it is neither recorded nor counted. */
export const CONTROL_PATH = '/__control';

type Controlled = Pick<Pipeline, 'world' | 'faults' | 'requestLog'>;

const count = z.int().min(0);

/** A fault as JSON. `times` may be `forever`, for JSON has no infinity. */
const faultSchema = z.strictObject({
	route: z.enum(ROUTES).optional(),
	after: count.optional(),
	times: z.union([count, z.literal('forever').transform(() => Infinity)]).optional(),
	every: z.int().min(1).optional(),
	kind: z.enum(FAULT_KINDS),
	status: z.int().min(200).max(599).optional(),
	retryAfter: z.string().optional(),
	headers: z.record(z.string(), z.string()).optional(),
	body: z.unknown().optional(),
	delayMs: count.optional(),
	processed: z.boolean().optional(),
});
const faultsSchema = z.union([z.array(faultSchema), faultSchema.transform((fault) => [fault])]);

/** Faults, state and records over HTTP, for those who cannot call the sandbox as a function. */
export function serveControl(app: FastifyInstance, parts: Controlled): void {
	const { world, faults, requestLog } = parts;
	const answer = (
		method: 'GET' | 'POST' | 'DELETE',
		path: string,
		act: (request: FastifyRequest) => unknown,
	) => {
		app.route({
			method,
			url: `${CONTROL_PATH}${path}`,
			handler: (request, reply) => reply.type(JSON_TYPE).send(JSON.stringify(act(request) ?? { done: true })),
		});
	};
	answer('POST', '/faults', (request) => {
		for (const fault of faultsIn(request)) faults.add(fault);
	});
	answer('DELETE', '/faults', () => {
		faults.clear();
	});
	answer('POST', '/reset', () => {
		resetAll(parts);
	});
	answer('POST', '/expire-tokens', () => {
		world.tokens.expireAll();
	});
	answer('GET', '/state', () => stateOf(parts));
	answer('GET', '/requests', () => ({
		total: requestLog.count(),
		counts: requestLog.countsByRoute(),
		tokensIssued: world.tokens.issued,
		requests: requestLog.requests,
	}));
}

/** Forgets users, transactions, rewards, faults, requests and counters. Tokens stay good. */
export function resetAll({ world, faults, requestLog }: Controlled): void {
	world.state.clear();
	faults.clear();
	requestLog.clear();
	world.tokens.issued = 0;
}

function stateOf({ world: { state } }: Controlled) {
	return {
		users: [...state.users.values()],
		transactions: [...state.transactions.values()],
		earnedRewards: state.earnedRewards,
		offers: state.offers,
	};
}

/** One fault, or a list of them. */
function faultsIn(request: FastifyRequest): Fault[] {
	const text = typeof request.body === 'string' ? request.body : '';
	const checked = faultsSchema.safeParse(jsonOf(readBody(text, request.headers['content-type'])));
	if (checked.success) return checked.data.map(withoutGaps);
	const details = checked.error.issues.map((issue) => `${issue.path.join('.') || 'fault'}: ${issue.message}`);
	throw new Refusal(
		400,
		details.map((detail) => errorObject(400, detail)),
	);
}

/** Leaves out what was not given, so that a missing setting is really missing. */
function withoutGaps(fault: z.output<typeof faultSchema>): Fault {
	const given = Object.entries(fault).filter(([, value]) => value !== undefined);
	return { ...Object.fromEntries(given), kind: fault.kind };
}
