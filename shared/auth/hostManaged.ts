import type { Authenticator } from './authenticator';

/** The host keeps the token and puts it on each request, renewing it when Kard refuses it. */
export function hostManaged(): Authenticator {
	return {
		token: () => Promise.resolve(undefined),
		renew: () => Promise.resolve(false),
		secrets: () => [],
	};
}
