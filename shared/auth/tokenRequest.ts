import { z } from 'zod/v4';
import { KardAuthenticationError } from '../errors';
import { isSuccess, type Content } from '../http/response';
import type { TransportRequest } from '../http/transport';
import { TARGET_ISSUER_HEADER, type ClientCredentials } from './credentials';
import { tokenRefusal } from './tokenRefusal';
import type { TokenStyle } from './tokenStyle';

/** A token and how long it is good for, in seconds. */
export interface Token {
	readonly accessToken: string;
	readonly expiresInSeconds: number;
}

/** A token, and the way of asking in which Kard gave it. */
export interface GrantedToken extends Token {
	readonly style: TokenStyle;
}

/** How long a token is good for when the answer does not say, in seconds (Kard's integration guide). */
const USUAL_LIFE_SECONDS = 3_600;

/** Kard's guide joins the two parts as they are, without the form encoding that OAuth asks for. */
function basicAuthorization({ clientId, clientSecret }: ClientCredentials): string {
	return `Basic ${Buffer.from(`${clientId}:${clientSecret}`, 'utf8').toString('base64')}`;
}

/** Builds the token request, ready for any transport. */
export function buildTokenRequest(
	credentials: ClientCredentials,
	style: TokenStyle,
	timeoutMs: number,
): TransportRequest {
	const { clientId, clientSecret, targetIssuer } = credentials;
	const target: Record<string, string> =
		targetIssuer === undefined ? {} : { [TARGET_ISSUER_HEADER]: targetIssuer };
	const common = { method: 'POST', url: credentials.tokenUrl, timeoutMs } as const;
	if (style === 'json') {
		return {
			...common,
			headers: { ...target, Accept: 'application/json', 'Content-Type': 'application/json' },
			body: JSON.stringify({ client_id: clientId, client_secret: clientSecret }),
		};
	}
	return {
		...common,
		headers: {
			...target,
			Accept: 'application/json',
			'Content-Type': 'application/x-www-form-urlencoded',
			Authorization: basicAuthorization(credentials),
		},
		body: 'grant_type=client_credentials',
	};
}

const tokenAnswer = z.looseObject({
	access_token: z.string().min(1),
	expires_in: z.union([z.number(), z.string()]).optional().catch(undefined),
});

function lifeOf(expiresIn: number | string | undefined): number {
	const seconds = expiresIn === undefined || expiresIn === '' ? USUAL_LIFE_SECONDS : Number(expiresIn);
	return Number.isFinite(seconds) ? Math.max(0, seconds) : USUAL_LIFE_SECONDS;
}

/**
 * Takes the token out of the answer.
 * @throws KardAuthenticationError when there is none; the answer's body is left out, for it may hold secrets
 */
export function readToken(
	{ status, content }: { readonly status: number; readonly content: Content },
	url: string,
): Token {
	const parsed = tokenAnswer.safeParse(content.kind === 'json' ? content.value : undefined);
	if (isSuccess(status) && parsed.success) {
		return { accessToken: parsed.data.access_token, expiresInSeconds: lifeOf(parsed.data.expires_in) };
	}
	throw new KardAuthenticationError(tokenRefusal(status, content.kind, url), { statusCode: status });
}
