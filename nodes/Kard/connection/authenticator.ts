import { KardError, type Authenticator, type Authorization } from '../../../shared/host';
import type { CredentialSecrets } from './secrets';

/** Credentials of which n8n can get a new token. Of others the first refusal is the last word. */
const RENEWABLE = new Set(['kardApi']);

/** With the token that n8n has stored. */
function withStoredToken(): Authorization {
	return { send: (request, transport) => transport(request) };
}

/**
 * Leaves the token to n8n, which stores it and adds it to each request.
 *
 * n8n gets a new token only on the way of a request. Once Kard has refused the stored one, one request has it renewed,
 * and the others that were refused wait for that.
 */
export function n8nAuthenticator(credentialType: string, secrets: CredentialSecrets): Authenticator {
	let current = withStoredToken();
	let renewing: Promise<unknown> | undefined;

	const withNewToken = (): Authorization => {
		const own: Authorization = {
			send: async (request, transport) => {
				while (renewing !== undefined) await renewing.catch(unlessNoToken);
				if (current !== own) return await transport(request);
				const sending = transport({ ...request, renewToken: true });
				renewing = sending;
				try {
					const response = await sending;
					current = withStoredToken();
					return response;
				} finally {
					renewing = undefined;
				}
			},
		};
		return own;
	};

	return {
		authorize: () => Promise.resolve(current),
		refused: (authorization) => {
			if (!RENEWABLE.has(credentialType)) return false;
			// Another request may have had it renewed while this one was under way.
			if (authorization === current) current = withNewToken();
			return true;
		},
		secrets: () => secrets.all(),
	};
}

/** What became of the request that had the token renewed does not matter here; that there is no token concerns all. */
function unlessNoToken(error: unknown): void {
	if (error instanceof KardError && error.noToken) throw error;
}
