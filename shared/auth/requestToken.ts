import { systemClock, type Clock } from '../clock';
import { CallContext } from '../http/callContext';
import { retryPolicy } from '../http/retryPolicy';
import { boundedTransport, type Transport } from '../http/transport';
import type { ClientCredentials } from './credentials';
import { fetchToken } from './fetchToken';
import type { GrantedToken } from './tokenRequest';

/** How a token is to be requested. */
interface TokenRequestOptions {
	readonly transport: Transport;
	/** How long it may take, retries included, in milliseconds. */
	readonly deadlineMs?: number | undefined;
	/** How long to wait for each attempt, in milliseconds; 60 000 by default. */
	readonly timeoutMs?: number | undefined;
	/** How often a failed request is repeated; 2 by default. */
	readonly maxRetries?: number | undefined;
	readonly clock?: Clock | undefined;
}

/**
 * Requests a token from Kard, for hosts that keep tokens themselves.
 * @throws KardAuthenticationError that says what to check when Kard gives none; another KardError when it was busy or
 * could not be reached
 */
export async function requestToken(
	credentials: ClientCredentials,
	{ transport, deadlineMs, timeoutMs, maxRetries, clock = systemClock }: TokenRequestOptions,
): Promise<GrantedToken> {
	const call = new CallContext(clock, {
		maxRetries: maxRetries ?? retryPolicy.maxRetries,
		timeoutMs: timeoutMs ?? retryPolicy.timeoutMs,
		deadlineMs,
	});
	return await fetchToken(credentials, boundedTransport(transport), call);
}
