import { bearer, type Authenticator } from '../http/authenticator';

/** A bearer token that was obtained elsewhere. It cannot be renewed here. */
export function staticToken(token: string): Authenticator {
	const authorization = bearer(token);
	return {
		authorize: () => Promise.resolve(authorization),
		refused: () => false,
		secrets: () => [token],
	};
}

/** The transport of the host adds a token by itself. It cannot be renewed here. */
export function hostManaged(): Authenticator {
	return {
		authorize: () => Promise.resolve({ send: (request, transport) => transport(request) }),
		refused: () => false,
		secrets: () => [],
	};
}
