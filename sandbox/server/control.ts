import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readBody, type RequestBody } from '../http/body';
import { JSON_TYPE } from '../http/rawResponse';
import { sendNotification } from '../notifications/sendNotification';
import type { CurrentReadings } from '../readings/currentReadings';
import { OPEN_QUESTIONS } from '../readings/table';
import { faultsIn, odditiesIn, readingChangesIn, sendOptionsIn } from './controlBodies';
import type { HandlerParts } from './handleRequest';

/** Where the control API lives. Its requests are neither recorded nor counted. */
export const CONTROL_PATH = '/__control';

/** What can be controlled. */
export interface ControlledParts
	extends Pick<HandlerParts, 'context' | 'faults' | 'requestLog' | 'quota' | 'oddities'> {
	readonly readings: CurrentReadings;
}

/** Faults, notifications, state and records over HTTP, for those who cannot call the sandbox as a function. */
export function serveControl(app: FastifyInstance, parts: ControlledParts): void {
	const { context, faults, requestLog, readings, oddities } = parts;
	const serve = (
		method: 'GET' | 'POST' | 'DELETE',
		path: string,
		respond: (body: RequestBody) => unknown,
	) => {
		app.route({
			method,
			url: `${CONTROL_PATH}${path}`,
			handler: async (request, reply) => {
				const outcome = await respond(bodyOf(request));
				return reply.type(JSON_TYPE).send(JSON.stringify(outcome ?? { done: true }));
			},
		});
	};
	serve('POST', '/faults', (body) => {
		for (const fault of faultsIn(body)) faults.add(fault);
	});
	serve('DELETE', '/faults', () => {
		faults.clear();
	});
	serve('GET', '/readings', () => ({ readings: readings.value, openQuestions: OPEN_QUESTIONS }));
	serve('POST', '/readings', (body) => {
		readings.change(readingChangesIn(body));
	});
	serve('POST', '/oddities', (body) => {
		oddities.change(odditiesIn(body));
	});
	serve('POST', '/reset', () => {
		resetAll(parts);
	});
	serve('POST', '/expire-tokens', () => {
		context.tokens.expireAll();
	});
	serve('POST', '/notifications', async (body) => ({
		deliveries: await sendNotification(sendOptionsIn(body), context),
	}));
	serve('GET', '/notifications', () => ({ notifications: context.notifications.log.notifications }));
	serve('GET', '/state', () => stateOf(parts));
	serve('GET', '/requests', () => ({
		total: requestLog.count(),
		counts: requestLog.countsByRoute(),
		tokensIssued: context.tokens.issued,
		requests: requestLog.requests,
	}));
}

/**
 * Deletes everything but the offers and the tokens, breaks off what is being delivered, and goes back to the readings
 * and oddities it was started with.
 */
export function resetAll({ context, faults, requestLog, quota, readings, oddities }: ControlledParts): void {
	context.notifications.clear();
	context.state.clear();
	faults.clear();
	requestLog.clear();
	context.tokens.issued = 0;
	quota.reset();
	readings.restore();
	oddities.restore();
}

function stateOf({ context: { state } }: ControlledParts) {
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
