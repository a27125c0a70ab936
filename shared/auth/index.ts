import { Call, type CallDefaults } from '../http/call';
import { checkHeader } from '../http/headers';
import type { Authenticator } from './authenticator';
import { clientCredentials } from './clientCredentials';
import { readCredentials, required, type ClientCredentialsAuth } from './credentials';
import { fetchToken, type TokenSource } from './fetchToken';
import { hostManaged, type HostSecrets } from './hostManaged';
import { staticToken } from './staticToken';
import type { TokenStyle } from './tokenStyle';

/** How the client proves who it is. */
export type KardAuth = (
	| ClientCredentialsAuth
	| { readonly token: string }
	| { readonly managedByHost: true }
) &
	HostSecrets;

/** What an authenticator needs to reach Kard by itself. */
export interface AuthSurroundings extends TokenSource {
	readonly baseUrl: string;
	readonly defaults: CallDefaults;
}

/** A bearer token as it was pasted. */
function readStaticToken(text: string): string {
	const token = required(text, 'Token');
	checkHeader('Authorization', token, 'Token');
	return token;
}

/**
 * The authenticator for the given way.
 * @throws KardValidationError when a part of the credentials is empty or not what it should be
 */
export function authenticatorFor(auth: KardAuth, around: AuthSurroundings): Authenticator {
	if ('managedByHost' in auth) return hostManaged();
	if ('token' in auth) return staticToken(readStaticToken(auth.token));
	const { baseUrl, clock, defaults } = around;
	let accepted: TokenStyle | undefined;
	const { clientSecret } = readCredentials(auth, baseUrl);
	const fetch = async () => {
		// Several callers may wait for this token, so it has the time and the signal of the client, and nobody's own.
		const call = new Call(clock, { ...defaults, deadlineMs: undefined });
		const token = await fetchToken(readCredentials(auth, baseUrl, accepted), around, call);
		accepted = token.style;
		return token;
	};
	return clientCredentials(clientSecret, fetch, clock);
}
