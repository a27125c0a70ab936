import type { ZObject } from 'zapier-platform-core';
import { requestToken, type Transport, type TransportRequest } from '../../../shared/index';
import type { Connection } from './connection';
import { send } from './send';
import type { Step } from './step';

function withToken(request: TransportRequest, token: string): TransportRequest {
	return { ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } };
}

/**
 * Sends with the token that Zapier keeps, and decides what becomes of one that Kard refuses.
 *
 * At the beginning of a step the refusal is the last word: Zapier exchanges the session and runs the step again. Once
 * something was done, running the step again would report it as done before, so the token is renewed here, once for
 * all requests, and the step goes on.
 */
export function sessionTransport(z: ZObject, connection: Connection, step: Step): Transport {
	let done = false;
	let renewal: Promise<string> | undefined;

	const renewedToken = async (): Promise<string> => {
		step.tokenRenewed = true;
		const { accessToken } = await requestToken(connection.credentials, {
			transport: (request) => send(z, request),
			deadlineMs: step.remainingMs(),
			clock: step.clock,
		});
		step.secrets.add(accessToken);
		return accessToken;
	};

	return async (request) => {
		const used = renewal;
		const answer = await send(z, used === undefined ? request : withToken(request, await used));
		if (answer.status !== 401) {
			done = true;
			return answer;
		}
		if (!done || used !== undefined) return answer;
		renewal ??= renewedToken();
		const repeat = withToken(request, await renewal);
		return await send(z, { ...repeat, timeoutMs: Math.min(repeat.timeoutMs, step.remainingMs()) });
	};
}
