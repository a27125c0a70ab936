import type { Clock } from '../clock';
import { KardError, withoutToken } from '../errors';
import type { Call } from '../http/call';
import { answerError } from '../http/failures';
import { persist } from '../http/persist';
import { isRetryable } from '../http/retryPolicy';
import type { Transport } from '../http/transport';
import { quietTransport } from '../http/withoutSecrets';
import { Redactor } from '../redaction/redactor';
import type { ClientCredentials } from './credentials';
import { buildTokenRequest, readToken, type GrantedToken } from './tokenRequest';
import { inEitherStyle, type TokenStyle } from './tokenStyle';

/** What a token is asked for through. */
export interface TokenSource {
	readonly transport: Transport;
	readonly clock: Clock;
}

async function askInStyle(
	credentials: ClientCredentials,
	style: TokenStyle,
	{ transport, clock }: TokenSource,
	call: Call,
): Promise<GrantedToken> {
	const secrets = [credentials.clientSecret];
	const quiet = quietTransport(transport, () => secrets);
	const exchange = await persist({
		call,
		clock,
		idempotent: true,
		attempt: (timeoutMs) => {
			const request = buildTokenRequest(credentials, style, timeoutMs);
			return quiet(call.signal === undefined ? request : { ...request, signal: call.signal });
		},
	});
	if (isRetryable(exchange.status)) {
		// Without the body, which may repeat the credentials.
		const content = { kind: 'empty' } as const;
		throw answerError({
			...exchange,
			content,
			redactor: new Redactor({ secrets }),
		});
	}
	return { ...readToken(exchange), style };
}

/**
 * Asks Kard for a token, as the given call allows. Whatever goes wrong here, the request that the token was meant for
 * was not sent.
 * @throws KardError
 */
export async function fetchToken(
	credentials: ClientCredentials,
	source: TokenSource,
	call: Call,
): Promise<GrantedToken> {
	try {
		return await inEitherStyle(credentials.styles, (style) => askInStyle(credentials, style, source, call));
	} catch (error) {
		throw error instanceof KardError ? withoutToken(error) : error;
	}
}
