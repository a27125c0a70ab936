import { z } from 'zod/v4';
import {
	addressOf,
	columnsOf,
	connection,
	CONNECTION_ENVIRONMENTS,
	isBlankKey,
	KardValidationError,
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
	environment: z.enum(valuesOf(CONNECTION_ENVIRONMENTS)).optional().catch(undefined),
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
	ownOrganizationId: text,
});

/** A connection as a person made it in Zapier, ready to be used. */
export interface Connection {
	readonly environment?: keyof typeof CONNECTION_ENVIRONMENTS | undefined;
	readonly baseUrl: string;
	/** The organization ID that they gave; empty where they left that to Kard. */
	readonly organizationId: string;
	/** What Kard said of that; empty where they gave one, and before the first exchange. */
	readonly ownOrganizationId: string;
	readonly credentials: ClientCredentials;
	/** The key that Kard signs its notifications with; empty where the person gave none. */
	readonly webhookKey: string;
	/** The token of the session, which Zapier keeps; empty before the first exchange. */
	readonly accessToken: string;
}

/**
 * Reads what Zapier keeps of a connection.
 * @throws KardValidationError when no environment was chosen, or an address is not what it should be
 */
export function readConnection(authData: unknown): Connection {
	const { baseUrl: customUrl, acceptedStyle, ...rest } = stored.parse(authData);
	const { requestStyle: tokenRequest, clientId, clientSecret, tokenUrl, targetIssuer, ...known } = rest;
	const baseUrl = addressOf(known.environment, customUrl);
	const client = { clientId, clientSecret, tokenUrl, targetIssuer, tokenRequest };
	return { ...known, baseUrl, credentials: readCredentials(client, baseUrl, acceptedStyle) };
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
