import type { Authenticator } from './authenticator';

/** What a host knows beside the client, and must not be shown either. */
export interface HostSecrets {
	/**
	 * Tokens and keys that the client was not given but that an answer may repeat, to be masked there. Asked for each
	 * answer, so that a token that the host has renewed is among them.
	 */
	readonly secrets?: (() => readonly string[]) | undefined;
}

/** The host keeps the token and puts it on each request, renewing it when Kard refuses it. */
export function hostManaged(): Authenticator {
	return {
		token: () => Promise.resolve(undefined),
		renew: () => Promise.resolve(false),
		secrets: () => [],
	};
}

/** The authenticator, with what the host knows among the secrets. */
export function withHostSecrets(authenticator: Authenticator, { secrets }: HostSecrets): Authenticator {
	if (secrets === undefined) return authenticator;
	return { ...authenticator, secrets: () => [...authenticator.secrets(), ...secrets()] };
}
