import type { ClientCredentials } from '../auth/credentials';
import { requestToken } from '../auth/requestToken';
import type { KardClientOptions } from '../client';
import type { KardError } from '../errors';
import { KardApiError, KardValidationError, withMessage } from '../errors';
import { isForeign, kardAt, otherEnvironment, wrongAddress } from '../http/place';
import { simplifyResource } from '../responses/simplify';
import { ownOrganization, type Organization } from './ownOrganization';

/** A connection that a person filled in. */
export interface ConnectionToCheck {
	/** The address of the API. */
	readonly baseUrl: string;
	/** The organization ID that they gave; empty to use the one that the credentials belong to. */
	readonly organizationId: string;
	readonly credentials: ClientCredentials | { readonly token: string };
}

/** How a connection is to be checked. */
type CheckOptions = Pick<
	KardClientOptions,
	'transport' | 'clock' | 'deadlineMs' | 'timeoutMs' | 'maxRetries'
>;

/**
 * Checks a connection from its beginning: gets a new token with the client ID and secret, also where there is one
 * already, asks Kard whose it is, and compares that with the organization ID.
 * @returns the organization that the credentials belong to
 * @throws KardError whose message says in a sentence what is wrong and what to do
 */
export async function checkConnection(
	{ baseUrl, organizationId, credentials }: ConnectionToCheck,
	options: CheckOptions,
): Promise<Organization> {
	const isGiven = 'token' in credentials;
	const token = isGiven ? credentials.token : (await requestToken(credentials, options)).accessToken;
	const organization = await ownOrganization({ ...options, baseUrl, auth: { token } }).catch(
		(error: unknown) => {
			throw error instanceof KardApiError ? explained(error, baseUrl, isGiven) : error;
		},
	);
	compare(organizationId.trim(), organization);
	return organization;
}

function explained(error: KardApiError, url: string, isGiven: boolean): KardError {
	const words = refusal(error, url, isGiven);
	return words === undefined ? error : withMessage(error, words);
}

/** What a status means when Kard is asked whose a token is; undefined where the error says it already. */
function refusal({ statusCode, body }: KardApiError, url: string, isGiven: boolean): string | undefined {
	const code = String(statusCode);
	const kard = kardAt(url);
	if (statusCode < 300) return wrongAddress(url, `something that is not Kard's (${code})`);
	if (statusCode < 400) return wrongAddress(url, `a redirection, which is not followed (${code})`);
	switch (statusCode) {
		case 401:
			return isGiven
				? `${kard} did not accept the Access Token (401). It has expired, or is not complete: get a new one. ${otherEnvironment(url, 'it is')}`
				: `${kard} did not accept the token that was given for this Client ID (401). Check whether Base URL and Token URL belong together.`;
		case 403:
			return `${kard} took the credentials, but does not say which organization they belong to (403). Ask Kard to let them read it.`;
		case 404:
			return isForeign(url) && body === undefined
				? wrongAddress(url, `a web page or nothing (${code})`)
				: `${kard} knows of no organization for these credentials (404). Ask Kard which one they belong to.`;
		default:
			return undefined;
	}
}

function compare(given: string, organization: Organization): void {
	const { id } = organization;
	if (given === '' || given === id) return;
	const { name } = simplifyResource(organization);
	// What was given is not repeated: somebody may have pasted the secret into the wrong field.
	const message =
		`The Organization ID is not the one of these credentials. They belong to "${id}"` +
		`${typeof name === 'string' ? ` (${name})` : ''}: fill that in, or leave the field empty.`;
	throw new KardValidationError(message, [{ path: 'organizationId', message }]);
}
