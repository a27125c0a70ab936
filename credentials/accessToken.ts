import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { z } from 'zod/v4';
import {
	buildTokenRequest,
	ENVIRONMENTS,
	readBaseUrl,
	readContent,
	readToken,
	readTokenUrl,
	TOKEN_PATH,
	USUAL_TIMEOUT_MS,
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

const answer = z.object({ statusCode: z.number(), body: z.unknown() });

/**
 * Asks Kard for a token with the client ID and secret of a credential, through n8n's own HTTP helper.
 * @throws KardError which says what to check
 */
export async function fetchAccessToken(
	host: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<string> {
	const { clientId, clientSecret, tokenUrl, requestStyle, targetIssuer, advanced } =
		stored.parse(credentials);
	const custom = advanced ? { tokenUrl: tokenUrl.trim(), targetIssuer: targetIssuer.trim() } : undefined;
	const request = buildTokenRequest(
		{
			clientId: clientId.trim(),
			clientSecret: clientSecret.trim(),
			targetIssuer: custom?.targetIssuer,
			tokenUrl: custom?.tokenUrl ? readTokenUrl(custom.tokenUrl) : baseUrlOf(credentials) + TOKEN_PATH,
			tokenRequest: advanced ? requestStyle : 'basic',
		},
		USUAL_TIMEOUT_MS,
	);
	const response: unknown = await host.helpers.httpRequest({
		method: request.method,
		url: request.url,
		headers: { ...request.headers },
		body: request.body,
		timeout: request.timeoutMs,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	});
	const { statusCode, body } = answer.parse(response);
	return readToken({ status: statusCode, content: readContent(body) }).accessToken;
}
