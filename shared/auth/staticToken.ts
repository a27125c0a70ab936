import type { Authenticator } from './authenticator';

/** A bearer token that somebody else obtained. It cannot be renewed here. */
export function staticToken(token: string): Authenticator {
	return {
		token: () => Promise.resolve(token),
		renew: () => Promise.resolve(false),
		secrets: () => [token],
	};
}
