import { systemClock, type Clock } from '../clock';
import { Call } from '../http/call';
import { retryPolicy } from '../http/retryPolicy';
import type { Transport } from '../http/transport';
import { USUAL_TIMEOUT_MS } from '../schemas/settings';
import { fetchToken } from './index';
import type { ClientCredentials, Token } from './tokenRequest';

/** How a token is to be asked for. */
export interface TokenRequestOptions {
	readonly transport: Transport;
	/** How long it may take, repeats included, in milliseconds. */
	readonly deadlineMs?: number | undefined;
	readonly clock?: Clock | undefined;
}

/**
 * Asks Kard for a token, for hosts that keep tokens themselves.
 * @throws KardAuthenticationError that says what to check when Kard gives none; another KardError when it was busy or
 * could not be reached
 */
export async function requestToken(
	credentials: ClientCredentials,
	{ transport, deadlineMs, clock = systemClock }: TokenRequestOptions,
): Promise<Token> {
	const defaults = { maxRetries: retryPolicy.maxRetries, timeoutMs: USUAL_TIMEOUT_MS, deadlineMs };
	return await fetchToken(
		credentials,
		{ baseUrl: '', transport, clock, defaults },
		new Call(clock, defaults),
	);
}
