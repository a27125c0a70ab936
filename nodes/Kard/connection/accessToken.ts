import type { ICredentialDataDecryptedObject, IHttpRequestHelper } from 'n8n-workflow';
import { z } from 'zod/v4';
import {
	addressOf,
	CONNECTION_ENVIRONMENTS,
	KardError,
	readCredentials,
	requestToken,
	TOKEN_REQUEST_STYLES,
	valuesOf,
	type ClientCredentials,
	type GrantedToken,
	type Transport,
} from '../../../shared/host';
import { helperOptions, readHelperResponse } from './httpHelper';
import { tokenFailure } from './tokenFailure';

const stored = z.looseObject({
	environment: z.enum(valuesOf(CONNECTION_ENVIRONMENTS)).optional().catch(undefined),
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
	return addressOf(environment, baseUrl);
}

/**
 * The client ID and secret of a credential.
 * @throws KardValidationError
 */
export function clientCredentialsOf(credentials: ICredentialDataDecryptedObject): ClientCredentials {
	const { advanced, ...fields } = stored.parse(credentials);
	const { clientId, clientSecret, tokenUrl, targetIssuer, requestStyle, acceptedStyle } = fields;
	const settings = advanced ? { tokenUrl, targetIssuer, tokenRequest: requestStyle } : {};
	return readCredentials({ clientId, clientSecret, ...settings }, baseUrlOf(credentials), acceptedStyle);
}

/**
 * Requests a token from Kard with the client ID and secret of a credential. It is not retried here: the engine does
 * that for the request that needs the token.
 * @throws an error that says what to check
 */
export async function fetchAccessToken(
	host: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<GrantedToken> {
	try {
		const transport: Transport = async (request) =>
			readHelperResponse(await host.helpers.httpRequest(helperOptions(request)));
		return await requestToken(clientCredentialsOf(credentials), { transport, maxRetries: 0 });
	} catch (error) {
		throw error instanceof KardError ? tokenFailure(error) : error;
	}
}
