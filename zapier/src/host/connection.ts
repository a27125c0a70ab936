import { z } from 'zod/v4';
import {
	ENVIRONMENTS,
	readBaseUrl,
	readTokenUrl,
	TOKEN_PATH,
	type ClientCredentials,
} from '../../../shared/index';

/** Zapier leaves out what was left empty. */
const text = z
	.string()
	.catch('')
	.transform((value) => value.trim());

const stored = z.object({
	environment: z.enum(['production', 'sandbox', 'custom']).catch('production'),
	baseUrl: text,
	organizationId: text,
	clientId: text,
	clientSecret: text,
	tokenUrl: text,
	targetIssuer: text,
	accessToken: text,
});

/** A connection as a person made it in Zapier, ready to be used. */
export interface Connection {
	readonly environment: 'production' | 'sandbox' | 'custom';
	readonly baseUrl: string;
	readonly organizationId: string;
	readonly credentials: ClientCredentials;
	/** The token of the session, which Zapier keeps; empty before the first exchange. */
	readonly accessToken: string;
}

/**
 * Reads what Zapier keeps of a connection.
 * @throws KardValidationError when an address is not what it should be
 */
export function readConnection(authData: unknown): Connection {
	const { environment, organizationId, clientId, clientSecret, targetIssuer, accessToken, ...urls } =
		stored.parse(authData);
	const baseUrl = readBaseUrl(environment === 'custom' ? urls.baseUrl : ENVIRONMENTS[environment]);
	const tokenUrl = urls.tokenUrl === '' ? baseUrl + TOKEN_PATH : readTokenUrl(urls.tokenUrl);
	return {
		environment,
		baseUrl,
		organizationId,
		accessToken,
		credentials: { clientId, clientSecret, targetIssuer, tokenUrl, tokenRequest: 'basic' },
	};
}
