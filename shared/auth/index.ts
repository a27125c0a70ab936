import type { Clock } from '../clock';
import type { Authenticator } from '../http/authenticator';
import { CallContext, type CallDefaults } from '../http/callContext';
import { checkHeader } from '../http/headers';
import type { Transport } from '../http/transport';
import { clientCredentials } from './clientCredentials';
import { readCredentials, required, type ClientCredentialsAuth } from './credentials';
import { fetchToken } from './fetchToken';
import { hostManaged, staticToken } from './staticToken';
import type { TokenStyle } from './tokenStyle';

/** How the client signs in. */
export type KardAuth =
	| ClientCredentialsAuth
	| { readonly token: string }
	/** The transport adds a token by itself. */
	| { readonly managedByHost: true }
	/** The host keeps the token, and says what becomes of one that Kard refuses. */
	| { readonly authenticator: Authenticator };

/** What client credentials need to get a token. */
interface TokenSource {
	readonly transport: Transport;
	readonly clock: Clock;
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
 * The authenticator for the given way to sign in.
 * @throws KardValidationError when a part of the credentials is empty or not what it should be
 */
export function authenticatorFor(auth: KardAuth, source: TokenSource): Authenticator {
	if ('authenticator' in auth) return auth.authenticator;
	if ('managedByHost' in auth) return hostManaged();
	if ('token' in auth) return staticToken(readStaticToken(auth.token));
	const { baseUrl, clock, defaults, transport } = source;
	let accepted: TokenStyle | undefined;
	const { clientSecret } = readCredentials(auth, baseUrl);
	const fetch = async () => {
		// Several callers may wait for this token, so it has the time and the signal of the client, and nobody's own.
		const call = new CallContext(clock, { ...defaults, deadlineMs: undefined });
		const token = await fetchToken(readCredentials(auth, baseUrl, accepted), transport, call);
		accepted = token.style;
		return token;
	};
	return clientCredentials(clientSecret, fetch, clock);
}
