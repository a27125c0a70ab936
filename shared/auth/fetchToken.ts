import { KardError, withoutToken } from '../errors';
import type { CallContext } from '../http/callContext';
import { responseError } from '../http/responseError';
import { sendWithRetries } from '../http/retry';
import { isRetryable } from '../http/retryPolicy';
import type { Transport } from '../http/transport';
import { transportError } from '../http/transportError';
import { Redactor } from '../redaction/redactor';
import type { ClientCredentials } from './credentials';
import { buildTokenRequest, readToken, type GrantedToken } from './tokenRequest';
import { inEitherStyle, type TokenStyle } from './tokenStyle';

async function fetchInStyle(
	credentials: ClientCredentials,
	style: TokenStyle,
	transport: Transport,
	call: CallContext,
): Promise<GrantedToken> {
	const { tokenUrl: url } = credentials;
	const redactor = new Redactor({ secrets: [credentials.clientSecret] });
	const response = await sendWithRetries({
		call,
		idempotent: true,
		prepare: () => Promise.resolve(),
		attempt: (_, timeoutMs) => {
			const request = buildTokenRequest(credentials, style, timeoutMs);
			return transport(call.signal === undefined ? request : { ...request, signal: call.signal });
		},
		errorOf: (thrown, timeoutMs) =>
			transportError(thrown, { aborted: call.aborted, timeoutMs, url, redactor }),
	});
	if (isRetryable(response.status)) {
		// Without the body, which may repeat the credentials.
		throw responseError({ ...response, content: { kind: 'empty' } }, redactor);
	}
	return { ...readToken(response, url), style };
}

/**
 * Requests a token from Kard, as the given call allows. Whatever goes wrong here, the request that the token was meant
 * for was not sent.
 * @throws KardError
 */
export async function fetchToken(
	credentials: ClientCredentials,
	transport: Transport,
	call: CallContext,
): Promise<GrantedToken> {
	try {
		return await inEitherStyle(credentials.styles, (style) =>
			fetchInStyle(credentials, style, transport, call),
		);
	} catch (error) {
		throw error instanceof KardError ? withoutToken(error) : error;
	}
}
