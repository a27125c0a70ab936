import type { ZObject } from 'zapier-platform-core';
import { bearer, requestToken, type Authenticator, type Authorization } from '../../../shared/host';
import type { Connection } from './connection';
import type { Step } from './runningStep';
import { send } from './send';

/**
 * Uses the token that Zapier keeps, and decides what becomes of one that Kard refuses.
 *
 * At the beginning of a step the refusal is final: Zapier exchanges the session and runs the step again. Once Kard has
 * taken a request, running the step again would report it as done before, so the token is renewed here, once for all
 * requests, and the step goes on.
 */
export function sessionAuthenticator(z: ZObject, connection: Connection, step: Step): Authenticator {
	let wasAccepted = false;
	let wasRefused = false;
	let renewal: Promise<Authorization> | undefined;

	const token = bearer(connection.accessToken);
	const stored: Authorization = {
		send: async (request, transport) => {
			const response = await token.send(request, transport);
			if (response.status !== 401) wasAccepted = true;
			return response;
		},
	};

	const renewed = async (): Promise<Authorization> => {
		step.tokenRenewed = true;
		const { accessToken } = await requestToken(connection.credentials, {
			transport: (request) => send(z, request),
			deadlineMs: step.remainingMs(),
			clock: step.clock,
		});
		step.secrets.add(accessToken);
		return bearer(accessToken);
	};

	return {
		authorize: async (call) => {
			if (!wasRefused) return stored;
			renewal ??= renewed();
			return await call.waitFor(renewal);
		},
		refused: (authorization) => {
			if (!wasAccepted || authorization !== stored) return false;
			wasRefused = true;
			return true;
		},
		secrets: () => [...step.secrets],
	};
}
