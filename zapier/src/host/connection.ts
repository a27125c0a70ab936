import { z } from 'zod/v4';
import {
	columnsOf,
	connection,
	CONNECTION_ENVIRONMENTS,
	ENVIRONMENTS,
	isBlankKey,
	KardValidationError,
	readBaseUrl,
	readCredentials,
	TOKEN_REQUEST_STYLES,
	valuesOf,
	type ClientCredentials,
} from '../../../shared/host';

/** Zapier leaves out what was left empty. */
const text = z
	.string()
	.catch('')
	.transform((value) => value.trim());

const stored = z.object({
	environment: z.enum(valuesOf(CONNECTION_ENVIRONMENTS)).catch('production'),
	baseUrl: text,
	organizationId: text,
	clientId: text,
	clientSecret: text,
	tokenUrl: text,
	requestStyle: z.enum(valuesOf(TOKEN_REQUEST_STYLES)).catch('automatic'),
	targetIssuer: text,
	webhookKey: text,
	accessToken: text,
	acceptedStyle: z.enum(['basic', 'json']).optional().catch(undefined),
});

/** A connection as a person made it in Zapier, ready to be used. */
export interface Connection {
	readonly environment: keyof typeof CONNECTION_ENVIRONMENTS;
	readonly baseUrl: string;
	readonly organizationId: string;
	readonly credentials: ClientCredentials;
	/** The key that Kard signs its notifications with; empty where the person gave none. */
	readonly webhookKey: string;
	/** The token of the session, which Zapier keeps; empty before the first exchange. */
	readonly accessToken: string;
}

/**
 * Reads what Zapier keeps of a connection.
 * @throws KardValidationError when an address is not what it should be
 */
export function readConnection(authData: unknown): Connection {
	const { environment, organizationId, webhookKey, accessToken, acceptedStyle, ...rest } =
		stored.parse(authData);
	const { baseUrl: customUrl, requestStyle: tokenRequest, ...client } = rest;
	const baseUrl = readBaseUrl(environment === 'custom' ? customUrl : ENVIRONMENTS[environment]);
	const credentials = readCredentials({ ...client, tokenRequest }, baseUrl, acceptedStyle);
	return { environment, baseUrl, organizationId, webhookKey, accessToken, credentials };
}

/** What a person knows the key by that Kard signs its notifications with. */
export const WEBHOOK_KEY = columnsOf(connection).find(({ key }) => key === 'webhookKey')?.title ?? '';

/**
 * The key that tells Kard's notifications from forged ones.
 * @throws KardValidationError where the connection has none, for then nobody could tell
 */
export function webhookKeyOf({ webhookKey }: Connection): string {
	if (!isBlankKey(webhookKey)) return webhookKey;
	const message =
		`The connection has no ${WEBHOOK_KEY}. Without it nobody can tell whether a notification comes from Kard. ` +
		`Edit or reconnect the connection and fill in the ${WEBHOOK_KEY} that Kard gave you.`;
	throw new KardValidationError(message, [{ path: 'webhookKey', message }]);
}
