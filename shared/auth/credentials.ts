import { KardValidationError } from '../errors';
import { checkHeader } from '../http/headers';
import { readTokenUrl, TOKEN_PATH } from '../http/url';
import { tokenStyles, type TokenStyle, type TokenStyleChoice } from './tokenStyle';

/** Client ID and secret, and how a token is requested with them. */
export interface ClientCredentialsAuth {
	readonly clientId: string;
	readonly clientSecret: string;
	/** Scopes the token to one of several issuers (a beta of Kard's). */
	readonly targetIssuer?: string | undefined;
	/** Where tokens are requested; by default the API's own host. */
	readonly tokenUrl?: string | undefined;
	/**
	 * How they are requested: HTTP Basic and a form, or a JSON body. By default the one that Kard documents for the
	 * address, and once the other where Kard does not take it.
	 */
	readonly tokenRequest?: TokenStyleChoice | undefined;
}

/** What is needed to ask Kard for a token. */
export interface ClientCredentials {
	readonly clientId: string;
	readonly clientSecret: string;
	/** The issuer to act for; undefined for the only one. */
	readonly targetIssuer: string | undefined;
	/** The whole address of the token request. */
	readonly tokenUrl: string;
	/** The ways to request it, in the order to try them in. */
	readonly styles: readonly TokenStyle[];
}

export const TARGET_ISSUER_HEADER = 'X-Kard-Target-Issuer';

/**
 * A secret as a person pasted it, without the white space around it.
 * @throws KardValidationError when nothing is left, or when it holds what no secret does
 */
export function required(value: string, name: string): string {
	const complain = (message: string): never => {
		throw new KardValidationError(`${name} ${message}`, [{ path: name, message }]);
	};
	const trimmed = value.trim();
	if (trimmed === '') complain('is empty. Fill it in.');
	if (/\p{Cc}/u.test(trimmed)) {
		complain('holds a line break or another sign that cannot be seen. Copy it again from its source.');
	}
	return trimmed;
}

/**
 * Makes of what a person filled in what a token is requested with.
 * @param baseUrl the address of the API, where tokens are requested unless there is a token URL
 * @param accepted the way of asking that Kard took before, where that is known
 * @throws KardValidationError when a part is empty or cannot be sent
 */
export function readCredentials(
	auth: ClientCredentialsAuth,
	baseUrl: string,
	accepted?: TokenStyle,
): ClientCredentials {
	const tokenUrl = auth.tokenUrl?.trim() ?? '';
	const targetIssuer = auth.targetIssuer?.trim() ?? '';
	if (targetIssuer !== '') checkHeader(TARGET_ISSUER_HEADER, targetIssuer, 'Target Issuer');
	return {
		clientId: required(auth.clientId, 'Client ID'),
		clientSecret: required(auth.clientSecret, 'Client secret'),
		targetIssuer: targetIssuer === '' ? undefined : targetIssuer,
		tokenUrl: tokenUrl === '' ? baseUrl + TOKEN_PATH : readTokenUrl(tokenUrl),
		styles: tokenStyles({ choice: auth.tokenRequest, hasTokenUrl: tokenUrl !== '', accepted }),
	};
}
