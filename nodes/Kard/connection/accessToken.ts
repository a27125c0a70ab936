import { hash } from 'crypto';
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
	accessToken: z.string().catch(''),
	secretHash: z.string().catch(''),
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

/** A hash of all that a token is asked for with, to tell a token of these credentials from one of others. */
export function hashOfSecret(credentials: ICredentialDataDecryptedObject): string {
	const { clientId, clientSecret, tokenUrl, targetIssuer = '' } = clientCredentialsOf(credentials);
	return hash('sha256', JSON.stringify([clientId, clientSecret, tokenUrl, targetIssuer]));
}

/**
 * The token that n8n keeps.
 * @throws what n8n takes for a refusal by Kard, and gets a new token for, where somebody changed the client ID or the
 * secret after it was given: Kard may still take it, for the client that it belongs to
 */
export function keptToken(credentials: ICredentialDataDecryptedObject): string {
	const { accessToken, secretHash } = stored.parse(credentials);
	if (secretHash !== '' && secretHash !== hashOfSecret(credentials)) {
		const message = 'The credentials were changed after the token was given.';
		throw Object.assign(new Error(message), { response: { status: 401 } });
	}
	return accessToken.trim();
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
