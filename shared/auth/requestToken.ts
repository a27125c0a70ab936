import { systemClock, type Clock } from '../clock';
import { boundedTransport } from '../http/boundedTransport';
import { Call } from '../http/call';
import { retryPolicy } from '../http/retryPolicy';
import type { Transport } from '../http/transport';
import { USUAL_TIMEOUT_MS } from '../settings/settings';
import type { ClientCredentials } from './credentials';
import { fetchToken } from './fetchToken';
import type { GrantedToken } from './tokenRequest';

/** How a token is to be asked for. */
export interface TokenRequestOptions {
	readonly transport: Transport;
	/** How long it may take, repeats included, in milliseconds. */
	readonly deadlineMs?: number | undefined;
	/** How long to wait for each attempt, in milliseconds; 60 000 by default. */
	readonly timeoutMs?: number | undefined;
	/** How often a failed request is repeated; 2 by default. */
	readonly maxRetries?: number | undefined;
	readonly clock?: Clock | undefined;
}

/**
 * Asks Kard for a token, for hosts that keep tokens themselves.
 * @throws KardAuthenticationError that says what to check when Kard gives none; another KardError when it was busy or
 * could not be reached
 */
export async function requestToken(
	credentials: ClientCredentials,
	{ transport, deadlineMs, timeoutMs, maxRetries, clock = systemClock }: TokenRequestOptions,
): Promise<GrantedToken> {
	const call = new Call(clock, {
		maxRetries: maxRetries ?? retryPolicy.maxRetries,
		timeoutMs: timeoutMs ?? USUAL_TIMEOUT_MS,
		deadlineMs,
	});
	return await fetchToken(credentials, { transport: boundedTransport(transport), clock }, call);
}
