import { NodeApiError, type IExecuteFunctions, type IHookFunctions } from 'n8n-workflow';
import { readTokenFailure } from '../../../credentials/tokenFailure';
import {
	KardError,
	type Transport,
	type TransportRequest,
	type TransportResponse,
} from '../../../shared/index';
import { asError } from './failures';
import { httpAnswer, httpOptions } from './httpAnswer';
import type { CredentialSecrets } from './secrets';

/**
 * The status of an answer that n8n turned into an error, when it was asked to look at the status. An answer that broke
 * off may carry its status too, but one below 400.
 */
function answerIn(error: unknown): TransportResponse | undefined {
	if (!(error instanceof NodeApiError)) return undefined;
	const status = Number(error.httpCode);
	return status >= 400 ? { status, headers: {}, body: error.context.data } : undefined;
}

/**
 * Why there was no answer. n8n wraps the reason in an error of its own, which may hold the request with its token;
 * only the code and the words go on.
 */
function silenceIn(error: unknown): Error {
	if (!(error instanceof NodeApiError)) return asError(error);
	// Where n8n knows better words for what a message speaks of, it puts the message behind them.
	const message = error.messages[0] ?? error.message;
	return (
		readTokenFailure(error.httpCode, message) ?? Object.assign(new Error(message), { code: error.httpCode })
	);
}

function answerOrSilence(error: unknown): TransportResponse | Promise<never> {
	return answerIn(error) ?? Promise.reject(silenceIn(error));
}

/** Credentials of which n8n can get a new token. Of others the first refusal is the last word. */
const RENEWABLE = new Set(['kardApi']);

/**
 * Sends through n8n's own HTTP helper, so that proxies, certificates and n8n's rules for the network hold, and with
 * the token that n8n keeps.
 *
 * n8n renews the token only in a call that lets it see the refusal, so a request that Kard refuses with 401 is made
 * once more in that way. Requests that were refused meanwhile wait for that one renewal.
 * @param secrets learns of each token that was used
 */
export function n8nTransport(
	context: IExecuteFunctions | IHookFunctions,
	credentialType: string,
	secrets: CredentialSecrets,
): Transport {
	let renewals = 0;
	let renewing: Promise<TransportResponse> | undefined;

	const send = async (request: TransportRequest, ignoreStatus: boolean): Promise<TransportResponse> => {
		const options = httpOptions(request);
		try {
			const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
				stoppedBy(context, request.signal),
				credentialType,
				// Of an answer that it turns into an error n8n keeps the body only where it has read it as JSON itself.
				ignoreStatus ? options : { ...options, ignoreHttpStatusErrors: false, encoding: 'json' },
			);
			return httpAnswer(answer);
		} finally {
			// n8n gets a token, and another one for a token that Kard refuses, on its way, and tells nobody.
			await secrets.read();
		}
	};

	const renew = (request: TransportRequest): Promise<TransportResponse> =>
		send(request, false)
			.catch(answerOrSilence)
			.finally(() => {
				renewals += 1;
				renewing = undefined;
			});

	const sendPatiently = async (request: TransportRequest): Promise<TransportResponse> => {
		const renewalsBefore = renewals;
		const first = await send(request, true);
		if (first.status !== 401 || !RENEWABLE.has(credentialType)) return first;
		if (renewing !== undefined) await renewing.catch(unlessNoToken);
		if (renewals > renewalsBefore) return await send(request, true);
		renewing = renew(request);
		return await renewing;
	};

	return (request) => sendPatiently(request).catch(answerOrSilence);
}

/** What became of the request that had the token renewed is its own affair; that there is no token is everybody's. */
function unlessNoToken(error: unknown): void {
	if (error instanceof KardError && error.noToken) throw error;
}

/**
 * The context with another signal. n8n's helper listens to the signal of the execution and to no other, so that a
 * request whose time is up would go on for as long as bytes trickle in.
 */
function stoppedBy<C extends IExecuteFunctions | IHookFunctions>(
	context: C,
	signal: AbortSignal | undefined,
): C {
	if (signal === undefined || !('getExecutionCancelSignal' in context)) return context;
	return Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as C;
}
