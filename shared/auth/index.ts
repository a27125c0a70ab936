import type { Clock } from '../clock';
import { KardError, KardValidationError, reword } from '../errors';
import { Call, type CallDefaults } from '../http/call';
import { answerError } from '../http/failures';
import { persist } from '../http/persist';
import { isRetryable } from '../http/retryPolicy';
import type { Transport } from '../http/transport';
import { readTokenUrl, TOKEN_PATH } from '../http/url';
import { Redactor } from '../redaction/redactor';
import type { Authenticator } from './authenticator';
import { clientCredentials } from './clientCredentials';
import { hostManaged, type HostSecrets } from './hostManaged';
import { staticToken } from './staticToken';
import { buildTokenRequest, readToken, type ClientCredentials, type Token } from './tokenRequest';

/** Client ID and secret, and how a token is asked for with them. */
export interface ClientCredentialsAuth {
	readonly clientId: string;
	readonly clientSecret: string;
	/** Scopes the token to one of several issuers (a beta of Kard's). */
	readonly targetIssuer?: string | undefined;
	/** Where tokens are asked for; by default the API's own host. */
	readonly tokenUrl?: string | undefined;
	/** How they are asked for: HTTP Basic and a form (the default), or a JSON body. */
	readonly tokenRequest?: 'basic' | 'json' | undefined;
}

/** How the client proves who it is. */
export type KardAuth = (
	| ClientCredentialsAuth
	| { readonly token: string }
	| { readonly managedByHost: true }
) &
	HostSecrets;

/** What an authenticator needs to reach Kard by itself. */
export interface AuthSurroundings {
	readonly baseUrl: string;
	readonly transport: Transport;
	readonly clock: Clock;
	readonly defaults: CallDefaults;
}

async function askForToken(
	credentials: ClientCredentials,
	around: AuthSurroundings,
	asking: Call,
): Promise<Token> {
	// Others may be waiting for this token, so one caller's abort signal must not end the request for it; the signal
	// that stops every call of the client does.
	const call = new Call(around.clock, {
		...around.defaults,
		timeoutMs: asking.timeoutMs,
		deadlineMs: asking.remainingMs,
	});
	const exchange = await persist({
		call,
		clock: around.clock,
		idempotent: true,
		attempt: (timeoutMs) => {
			const request = buildTokenRequest(credentials, timeoutMs);
			return around.transport(call.signal === undefined ? request : { ...request, signal: call.signal });
		},
	});
	if (isRetryable(exchange.status)) {
		// Without the body, which may repeat the credentials.
		const content = { kind: 'empty' } as const;
		const redactor = new Redactor({ secrets: [credentials.clientSecret] });
		throw answerError({ ...exchange, content, redactor });
	}
	return readToken(exchange);
}

/** Whatever goes wrong here, the request that the token was meant for was not sent. */
export async function fetchToken(
	credentials: ClientCredentials,
	around: AuthSurroundings,
	asking: Call,
): Promise<Token> {
	try {
		return await askForToken(credentials, around, asking);
	} catch (error) {
		throw error instanceof KardError ? reword(error, error.message, false) : error;
	}
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
