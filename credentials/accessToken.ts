import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { z } from 'zod/v4';
import {
	buildTokenRequest,
	ENVIRONMENTS,
	KardApiError,
	KardError,
	readBaseUrl,
	readContent,
	readToken,
	readTokenUrl,
	TOKEN_PATH,
	USUAL_TIMEOUT_MS,
	type TransportRequest,
} from '../shared/index';

const stored = z.looseObject({
	environment: z.enum(['production', 'sandbox', 'custom']).catch('production'),
	baseUrl: z.string().catch(''),
	clientId: z.string().catch(''),
	clientSecret: z.string().catch(''),
	advanced: z.boolean().catch(false),
	tokenUrl: z.string().catch(''),
	requestStyle: z.enum(['basic', 'json']).catch('basic'),
	targetIssuer: z.string().catch(''),
});

/** The address of the API that a credential names. */
export function baseUrlOf(credentials: ICredentialDataDecryptedObject): string {
	const { environment, baseUrl } = stored.parse(credentials);
	return readBaseUrl(environment === 'custom' ? baseUrl : ENVIRONMENTS[environment]);
}

/** The code of the error that says Kard gives no token for these credentials; n8n hands the code on. */
export const NO_TOKEN = 'KARD_GIVES_NO_TOKEN';

/**
 * n8n keeps of an error its words and its code. A status would make it put words of its own in their place, so a
 * refusal goes without one; trouble that may pass keeps it, and is tried again.
 */
function asN8nReadsIt(error: KardError): Error {
	const status = error instanceof KardApiError ? error.statusCode : 0;
	const mayPass = status === 429 || status >= 500;
	return Object.assign(new Error(error.message), mayPass ? { statusCode: status } : { code: NO_TOKEN });
}

const answer = z.object({ statusCode: z.number(), body: z.unknown() });

/** The request for a token that a credential asks for. */
function tokenRequestOf(credentials: ICredentialDataDecryptedObject): TransportRequest {
	const { clientId, clientSecret, tokenUrl, requestStyle, targetIssuer, advanced } =
		stored.parse(credentials);
	const custom = advanced ? { tokenUrl: tokenUrl.trim(), targetIssuer: targetIssuer.trim() } : undefined;
	return buildTokenRequest(
		{
			clientId: clientId.trim(),
			clientSecret: clientSecret.trim(),
			targetIssuer: custom?.targetIssuer,
			tokenUrl: custom?.tokenUrl ? readTokenUrl(custom.tokenUrl) : baseUrlOf(credentials) + TOKEN_PATH,
			tokenRequest: advanced ? requestStyle : 'basic',
		},
		USUAL_TIMEOUT_MS,
	);
}

/**
 * Asks Kard for a token with the client ID and secret of a credential, through n8n's own HTTP helper.
 * @throws an error that says what to check
 */
export async function fetchAccessToken(
	host: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<string> {
	try {
		const request = tokenRequestOf(credentials);
		const response: unknown = await host.helpers.httpRequest({
			method: request.method,
			url: request.url,
			headers: { ...request.headers },
			body: request.body,
			timeout: request.timeoutMs,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			encoding: 'text',
		});
		const { statusCode, body } = answer.parse(response);
		return readToken({ status: statusCode, content: readContent(body) }).accessToken;
	} catch (error) {
		throw error instanceof KardError ? asN8nReadsIt(error) : error;
	}
}
