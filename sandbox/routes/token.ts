import { CLIENTS } from '../access/clients';
import type { SandboxContext } from '../context/sandboxContext';
import { ApiError, apiError } from '../http/apiError';
import type { ApiRequest } from '../http/apiRequest';
import type { ApiResponse } from '../http/apiResponse';
import { jsonOf, type RequestBody } from '../http/body';
import type { Readings } from '../readings/table';
import type { Endpoint } from './endpoint';

/** The ways of asking for a token: the guide's, that of most SDKs, and that of the one in Go. */
type TokenStyle = 'basic' | 'json' | 'form';

interface Credentials {
	readonly clientId: string;
	readonly clientSecret: string;
}

/** Where tokens come from. */
export const tokenEndpoints = [
	{ route: 'token', method: 'POST', path: '/v2/auth/token', open: true, handle: answerToken },
] as const satisfies readonly Endpoint[];

function answerToken(request: ApiRequest, context: SandboxContext): ApiResponse {
	try {
		return issueToken(request, context);
	} catch (error) {
		if (context.readings.tokenErrors !== 'oauth' || !(error instanceof ApiError)) throw error;
		return { status: error.status, body: { error: oauthCode(error), error_description: error.message } };
	}
}

/** The error codes of OAuth 2.0 (RFC 6749, section 5.2). */
function oauthCode({ status, message }: ApiError): string {
	if (status === 401 || status === 404) return 'invalid_client';
	return message.startsWith('grant_type') ? 'unsupported_grant_type' : 'invalid_request';
}

function issueToken(request: ApiRequest, { tokens, readings }: SandboxContext): ApiResponse {
	const style = styleOf(request);
	if (readings.token !== 'any' && readings.token !== style) throw otherStyle(style, readings);
	const { clientId, clientSecret } = credentialsIn(request, style);
	const client = CLIENTS.get(clientId);
	if (client === undefined) throw apiError(404, `There is no client ${clientId}.`);
	if (client.clientSecret !== clientSecret) throw apiError(401, 'The client secret is not right.');
	return { status: 200, body: tokens.issue(client, targetIssuerIn(request)) };
}

function styleOf({ headers, body }: ApiRequest): TokenStyle {
	if (headers.authorization !== undefined) return 'basic';
	return body.kind === 'form' ? 'form' : 'json';
}

function otherStyle(style: TokenStyle, { token, tokenRefusal }: Readings): ApiError {
	return apiError(Number(tokenRefusal), `A token is not given for ${style} here, only for ${token}.`);
}

function credentialsIn({ headers, body }: ApiRequest, style: TokenStyle): Credentials {
	if (style === 'basic') {
		const credentials = basicCredentials(headers.authorization ?? '');
		// The guide sends a form; with anything else, what is missing is its grant type.
		checkGrantType(body.kind === 'form' ? fieldsOf(body) : new Map(), true);
		return credentials;
	}
	const fields = fieldsOf(body);
	checkGrantType(fields, false);
	return { clientId: textIn(fields, 'client_id'), clientSecret: textIn(fields, 'client_secret') };
}

function targetIssuerIn({ headers }: ApiRequest): string | undefined {
	const named = headers['x-kard-target-issuer'];
	return typeof named === 'string' && named !== '' ? named : undefined;
}

type Fields = ReadonlyMap<string, unknown>;

function fieldsOf(body: RequestBody): Fields {
	const value = body.kind === 'form' ? body.value : jsonOf(body);
	if (typeof value === 'object' && value !== null && !Array.isArray(value))
		return new Map(Object.entries(value));
	throw apiError(400, 'The body must be a JSON object or a form.');
}

/** The guide's style names the grant type, always; the SDKs' styles may leave it out. */
function checkGrantType(fields: Fields, isRequired: boolean): void {
	const grantType = fields.get('grant_type');
	if (grantType === undefined && !isRequired) return;
	if (grantType === 'client_credentials') return;
	throw apiError(400, 'grant_type must be client_credentials.', { source: { pointer: '/grant_type' } });
}

function basicCredentials(authorization: string): Credentials {
	const encoded = /^basic\s+(\S+)\s*$/i.exec(authorization)?.[1];
	const decoded = Buffer.from(encoded ?? '', 'base64').toString('utf8');
	const colon = decoded.indexOf(':');
	if (colon < 1) {
		throw apiError(401, 'The Authorization header must be Basic, with the client id and secret.', {
			source: { header: 'Authorization' },
		});
	}
	return { clientId: decoded.slice(0, colon), clientSecret: decoded.slice(colon + 1) };
}

function textIn(fields: Fields, name: string): string {
	const value = fields.get(name);
	if (typeof value === 'string' && value !== '') return value;
	throw apiError(400, `${name} is missing.`, { source: { pointer: `/${name}` } });
}
