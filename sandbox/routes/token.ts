import { jsonOf, type RequestBody } from '../body';
import { CLIENTS } from '../clients';
import type { Answer, Call, Endpoint, World } from '../endpoint';
import { refusal } from '../errors';

interface Credentials {
	readonly clientId: string;
	readonly clientSecret: string;
}

/** Where tokens come from. */
export const tokenEndpoints: readonly Endpoint[] = [
	{ route: 'token', method: 'POST', path: '/v2/auth/token', open: true, handle: issueToken },
];

function issueToken(call: Call, { tokens }: World): Answer {
	const fields = fieldsOf(call.body);
	const { clientId, clientSecret } = basicCredentials(call.headers.authorization) ?? bodyCredentials(fields);
	checkGrantType(fields, call.body.kind === 'form' || call.headers.authorization !== undefined);
	const client = CLIENTS.get(clientId);
	if (client === undefined) throw refusal(404, `There is no client ${clientId}.`);
	if (client.clientSecret !== clientSecret) throw refusal(401, 'The client secret is not right.');
	return { status: 200, body: tokens.issue(client, targetIssuerIn(call)) };
}

function targetIssuerIn({ headers }: Call): string | undefined {
	const named = headers['x-kard-target-issuer'];
	return typeof named === 'string' && named !== '' ? named : undefined;
}

type Fields = ReadonlyMap<string, unknown>;

function fieldsOf(body: RequestBody): Fields {
	if (body.kind === 'form') return new Map(Object.entries(body.value));
	if (body.kind === 'none') return new Map();
	const value = jsonOf(body);
	if (typeof value === 'object' && value !== null && !Array.isArray(value))
		return new Map(Object.entries(value));
	throw refusal(400, 'The body must be a JSON object or a form.');
}

/** The guide's style names the grant type, always; the SDKs' JSON style may leave it out. */
function checkGrantType(fields: Fields, required: boolean): void {
	const grantType = fields.get('grant_type');
	if (grantType === undefined && !required) return;
	if (grantType === 'client_credentials') return;
	throw refusal(400, 'grant_type must be client_credentials.', { source: { pointer: '/grant_type' } });
}

function basicCredentials(authorization: string | undefined): Credentials | undefined {
	if (authorization === undefined) return undefined;
	const encoded = /^basic\s+(\S+)\s*$/i.exec(authorization)?.[1];
	const decoded = Buffer.from(encoded ?? '', 'base64').toString('utf8');
	const colon = decoded.indexOf(':');
	if (colon < 1) {
		throw refusal(401, 'The Authorization header must be Basic, with the client id and secret.', {
			source: { header: 'Authorization' },
		});
	}
	return { clientId: decoded.slice(0, colon), clientSecret: decoded.slice(colon + 1) };
}

function bodyCredentials(fields: Fields): Credentials {
	return { clientId: textIn(fields, 'client_id'), clientSecret: textIn(fields, 'client_secret') };
}

function textIn(fields: Fields, name: string): string {
	const value = fields.get(name);
	if (typeof value === 'string' && value !== '') return value;
	throw refusal(400, `${name} is missing.`, { source: { pointer: `/${name}` } });
}
