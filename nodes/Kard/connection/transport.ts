import { NodeApiError } from 'n8n-workflow';
import type { Transport, TransportResponse } from '../../../shared/host';
import { helperOptions, readHelperResponse } from './httpHelper';
import type { ConnectingContext, CredentialSecrets } from './secrets';
import { readTokenFailure } from './tokenFailure';

/**
 * The response that n8n turned into an error, where it was to look at the status. One that broke off may carry its
 * status too, but one below 400.
 */
function responseIn(error: unknown): TransportResponse | undefined {
	if (!(error instanceof NodeApiError)) return undefined;
	const status = Number(error.httpCode);
	return status >= 400 ? { status, headers: {}, body: error.context.data } : undefined;
}

/**
 * Why there was no response. n8n wraps the reason in an error of its own, which may hold the request with its token;
 * only the code and the words go on.
 */
function silenceIn(error: unknown): unknown {
	if (!(error instanceof NodeApiError)) return error;
	// Where n8n knows better words for what a message speaks of, it puts the message behind them.
	const message = error.messages[0] ?? error.message;
	return readTokenFailure(message) ?? Object.assign(new Error(message), { code: error.httpCode });
}

/**
 * Sends through n8n's own HTTP helper, so that proxies, certificates and n8n's rules for the network hold, and with
 * the token that n8n keeps. n8n gets a new one only in a call that lets it see the refusal.
 * @param secrets learns of each token that was used
 */
export function n8nTransport(
	context: ConnectingContext,
	credentialType: string,
	secrets: CredentialSecrets,
): Transport {
	return async (request) => {
		const options = helperOptions(request);
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
				stoppedBy(context, request.signal),
				credentialType,
				// Of a response that it turns into an error n8n keeps the body only where it has read it as JSON itself.
				request.renewToken === true
					? { ...options, ignoreHttpStatusErrors: false, encoding: 'json' }
					: options,
			);
			return readHelperResponse(response);
		} catch (error) {
			const response = responseIn(error);
			if (response === undefined) throw silenceIn(error);
			return response;
		} finally {
			// n8n gets a token, and another one for a token that Kard refuses, on its way, and tells nobody.
			await secrets.read();
		}
	};
}

/**
 * The context with another signal. n8n's helper listens to the signal of the execution and to no other, so that a
 * request whose time is up would go on for as long as bytes trickle in.
 */
function stoppedBy<C extends ConnectingContext>(context: C, signal: AbortSignal | undefined): C {
	if (signal === undefined || !('getExecutionCancelSignal' in context)) return context;
	return Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as C;
}
