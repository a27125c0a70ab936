import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { z } from 'zod/v4';
import { httpAnswer, httpOptions } from '../nodes/Kard/execution/httpAnswer';
import {
	CONNECTION_ENVIRONMENTS,
	ENVIRONMENTS,
	KardError,
	readBaseUrl,
	readCredentials,
	requestToken,
	TOKEN_REQUEST_STYLES,
	valuesOf,
	type ClientCredentials,
	type GrantedToken,
	type Transport,
} from '../shared/index';
import { tokenFailure } from './tokenFailure';

const stored = z.looseObject({
	environment: z.enum(valuesOf(CONNECTION_ENVIRONMENTS)).catch('production'),
	baseUrl: z.string().catch(''),
	clientId: z.string().catch(''),
	clientSecret: z.string().catch(''),
	advanced: z.boolean().catch(false),
	tokenUrl: z.string().catch(''),
	requestStyle: z.enum(valuesOf(TOKEN_REQUEST_STYLES)).catch('automatic'),
	targetIssuer: z.string().catch(''),
	acceptedStyle: z.enum(['basic', 'json']).optional().catch(undefined),
});

/**
 * The address of the API that a credential names.
 * @throws KardValidationError
 */
export function baseUrlOf(credentials: ICredentialDataDecryptedObject): string {
	const { environment, baseUrl } = stored.parse(credentials);
	return readBaseUrl(environment === 'custom' ? baseUrl : ENVIRONMENTS[environment]);
}

function clientCredentialsOf(credentials: ICredentialDataDecryptedObject): ClientCredentials {
	const { advanced, ...fields } = stored.parse(credentials);
	const { clientId, clientSecret, tokenUrl, targetIssuer, requestStyle, acceptedStyle } = fields;
	const settings = advanced ? { tokenUrl, targetIssuer, tokenRequest: requestStyle } : {};
	return readCredentials({ clientId, clientSecret, ...settings }, baseUrlOf(credentials), acceptedStyle);
}

/**
 * Asks Kard for a token with the client ID and secret of a credential. It is asked once: whoever needs the token
 * decides whether to try again.
 * @throws an error that says what to check
 */
export async function fetchAccessToken(
	host: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<GrantedToken> {
	try {
		const transport: Transport = async (request) =>
			httpAnswer(await host.helpers.httpRequest(httpOptions(request)));
		return await requestToken(clientCredentialsOf(credentials), { transport, maxRetries: 0 });
	} catch (error) {
		throw error instanceof KardError ? tokenFailure(error) : error;
	}
}
