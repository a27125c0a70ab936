import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readBody, type RequestBody } from './body';
import { faultsIn, odditiesIn, readingChangesIn, sendOptionsIn } from './controlBodies';
import { JSON_TYPE } from './faultAnswers';
import { sendNotification } from './notifications/send';
import type { Pipeline } from './pipeline';
import type { CurrentReadings } from './readings/current';
import { OPEN_QUESTIONS } from './readings/table';

/** Where the control API lives. What is asked of it is neither recorded nor counted. */
export const CONTROL_PATH = '/__control';

/** What can be controlled. */
export interface Controlled extends Pick<Pipeline, 'world' | 'faults' | 'requestLog' | 'quota' | 'oddities'> {
	readonly readings: CurrentReadings;
}

/** Faults, notifications, state and records over HTTP, for those who cannot call the sandbox as a function. */
export function serveControl(app: FastifyInstance, parts: Controlled): void {
	const { world, faults, requestLog, readings, oddities } = parts;
	const answer = (method: 'GET' | 'POST' | 'DELETE', path: string, act: (body: RequestBody) => unknown) => {
		app.route({
			method,
			url: `${CONTROL_PATH}${path}`,
			handler: async (request, reply) => {
				const outcome = await act(bodyOf(request));
				return reply.type(JSON_TYPE).send(JSON.stringify(outcome ?? { done: true }));
			},
		});
	};
	answer('POST', '/faults', (body) => {
		for (const fault of faultsIn(body)) faults.add(fault);
	});
	answer('DELETE', '/faults', () => {
		faults.clear();
	});
	answer('GET', '/readings', () => ({ readings: readings.value, openQuestions: OPEN_QUESTIONS }));
	answer('POST', '/readings', (body) => {
		readings.change(readingChangesIn(body));
	});
	answer('POST', '/oddities', (body) => {
		oddities.change(odditiesIn(body));
	});
	answer('POST', '/reset', () => {
		resetAll(parts);
	});
	answer('POST', '/expire-tokens', () => {
		world.tokens.expireAll();
	});
	answer('POST', '/notifications', async (body) => ({
		deliveries: await sendNotification(sendOptionsIn(body), world),
	}));
	answer('GET', '/notifications', () => ({ notifications: world.notifications.log.notifications }));
	answer('GET', '/state', () => stateOf(parts));
	answer('GET', '/requests', () => ({
		total: requestLog.count(),
		counts: requestLog.countsByRoute(),
		tokensIssued: world.tokens.issued,
		requests: requestLog.requests,
	}));
}

/**
 * Forgets everything but the offers and the tokens, breaks off what is being delivered, and goes back to the readings
 * and oddities it was started with.
 */
export function resetAll({ world, faults, requestLog, quota, readings, oddities }: Controlled): void {
	world.notifications.clear();
	world.state.clear();
	faults.clear();
	requestLog.clear();
	world.tokens.issued = 0;
	quota.reset();
	readings.restore();
	oddities.restore();
}

function stateOf({ world: { state } }: Controlled) {
	return {
		users: [...state.users.values()],
		transactions: [...state.transactions.values()],
		earnedRewards: state.earnedRewards,
		subscriptions: [...state.subscriptions.values()],
		audits: [...state.audits.values()],
		attributions: [...state.attributions.values()],
		offers: state.offers,
	};
}

function bodyOf(request: FastifyRequest): RequestBody {
	const text = typeof request.body === 'string' ? request.body : '';
	return readBody(text, request.headers['content-type']);
}
