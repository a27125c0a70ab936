import omit from 'lodash/omit';
import type { Clock } from '../clock';
import { KardValidationError } from '../errors';
import { Call, type CallDefaults } from '../http/call';
import { answerError } from '../http/failures';
import { persist } from '../http/persist';
import { isRetryable } from '../http/retryPolicy';
import type { Transport } from '../http/transport';
import { readTokenUrl, TOKEN_PATH } from '../http/url';
import type { Authenticator } from './authenticator';
import { clientCredentials } from './clientCredentials';
import { hostManaged } from './hostManaged';
import { staticToken } from './staticToken';
import { buildTokenRequest, readToken, type ClientCredentials, type Token } from './tokenRequest';

/** How the client proves who it is. */
export type KardAuth =
	| {
			readonly clientId: string;
			readonly clientSecret: string;
			/** Scopes the token to one of several issuers (a beta of Kard's). */
			readonly targetIssuer?: string;
			/** Where tokens are asked for; by default the API's own host. */
			readonly tokenUrl?: string;
			/** How they are asked for: HTTP Basic and a form (the default), or a JSON body. */
			readonly tokenRequest?: 'basic' | 'json';
	  }
	| { readonly token: string }
	| { readonly managedByHost: true };

/** What an authenticator needs to reach Kard by itself. */
export interface AuthSurroundings {
	readonly baseUrl: string;
	readonly transport: Transport;
	readonly clock: Clock;
	readonly defaults: CallDefaults;
}

async function fetchToken(
	credentials: ClientCredentials,
	around: AuthSurroundings,
	asking: Call,
): Promise<Token> {
	// Others may be waiting for this token, so one caller's abort signal must not end the request for it.
	const defaults = omit(around.defaults, 'signal');
	const call = new Call(around.clock, {
		...defaults,
		timeoutMs: asking.timeoutMs,
		deadlineMs: asking.remainingMs,
	});
	const exchange = await persist({
		call,
		clock: around.clock,
		idempotent: true,
		attempt: (timeoutMs) => around.transport(buildTokenRequest(credentials, timeoutMs)),
	});
	if (isRetryable(exchange.status)) {
		throw answerError({ ...exchange, sensitive: new Set([credentials.clientSecret]) });
	}
	return readToken(exchange);
}

function required(value: string, name: string): string {
	if (value.trim() !== '') return value.trim();
	throw new KardValidationError(`${name} is empty. Fill it in.`, [{ path: name, message: 'is empty' }]);
}

/**
 * The authenticator for the given way.
 * @throws KardValidationError when a part of the credentials is empty or not what it should be
 */
export function authenticatorFor(auth: KardAuth, around: AuthSurroundings): Authenticator {
	if ('managedByHost' in auth) return hostManaged();
	if ('token' in auth) return staticToken(required(auth.token, 'Token'));
	const credentials: ClientCredentials = {
		clientId: required(auth.clientId, 'Client ID'),
		clientSecret: required(auth.clientSecret, 'Client secret'),
		targetIssuer: auth.targetIssuer,
		tokenUrl: auth.tokenUrl === undefined ? around.baseUrl + TOKEN_PATH : readTokenUrl(auth.tokenUrl),
		tokenRequest: auth.tokenRequest ?? 'basic',
	};
	return clientCredentials(
		credentials.clientSecret,
		(call) => fetchToken(credentials, around, call),
		around.clock,
	);
}
