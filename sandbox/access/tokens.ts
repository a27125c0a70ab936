import { randomBytes } from 'node:crypto';
import { apiError } from '../http/apiError';
import { type Client, ORGANIZATION_ID, type Scope } from './clients';

interface Grant {
	readonly client: Client;
	readonly expiresAt: number;
	readonly targetIssuer?: string;
}

/** A token as the token endpoint hands it out. */
interface IssuedToken {
	readonly access_token: string;
	readonly expires_in: number;
	readonly token_type: 'Bearer';
}

/** The tokens that were given out, and what each is good for. */
export class TokenStore {
	private readonly grants = new Map<string, Grant>();
	private readonly ttlSeconds: number;
	private readonly now: () => number;
	/** How many tokens were given out. */
	issued = 0;

	constructor(ttlSeconds: number, now: () => number) {
		this.ttlSeconds = ttlSeconds;
		this.now = now;
	}

	/** Gives out a new token. */
	issue(client: Client, targetIssuer?: string): IssuedToken {
		this.deleteExpired();
		const token = `sandbox-token-${randomBytes(18).toString('hex')}`;
		const expiresAt = this.now() + this.ttlSeconds * 1_000;
		this.grants.set(token, { client, expiresAt, ...(targetIssuer === undefined ? {} : { targetIssuer }) });
		this.issued += 1;
		return { access_token: token, expires_in: this.ttlSeconds, token_type: 'Bearer' };
	}

	/** The grant of the token in an `Authorization` header. Refuses an unknown or expired token with 401. */
	holderOf(authorization: string | undefined): Grant {
		const token = bearerOf(authorization);
		if (token === undefined) throw unauthorized('The request carries no bearer token.');
		const grant = this.grants.get(token);
		if (grant === undefined) throw unauthorized('The token is not known here, or no longer.');
		if (grant.expiresAt <= this.now()) throw unauthorized('The token has expired.');
		return grant;
	}

	/** Refuses the token of an `Authorization` header from now on. */
	revoke(authorization: string | undefined): void {
		const token = bearerOf(authorization);
		if (token !== undefined) this.grants.delete(token);
	}

	/** Refuses every token given out so far from now on. */
	expireAll(): void {
		this.grants.clear();
	}

	/** The issuer that was named when a token was requested. */
	targetIssuerOf(authorization: string | undefined): string | undefined {
		const token = bearerOf(authorization);
		return token === undefined ? undefined : this.grants.get(token)?.targetIssuer;
	}

	private deleteExpired(): void {
		const now = this.now();
		for (const [token, grant] of this.grants) {
			if (grant.expiresAt <= now) this.grants.delete(token);
		}
	}
}

/** Refuses with 403 what a token is not good for: another organization, or a call beyond its scopes. */
export function checkGrant(grant: Grant, organizationId: string | undefined, scope: Scope | undefined): void {
	// Which organization a token with a target issuer belongs to is not published: either one is taken.
	const organizations = [ORGANIZATION_ID, grant.targetIssuer];
	if (organizationId !== undefined && !organizations.includes(organizationId)) {
		throw apiError(403, `The token does not belong to the organization ${organizationId}.`);
	}
	if (scope !== undefined && !grant.client.scopes.has(scope)) {
		throw apiError(403, `The token lacks the scope ${scope}, which this call needs.`);
	}
}

function bearerOf(authorization: string | undefined): string | undefined {
	return /^bearer\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1];
}

function unauthorized(detail: string) {
	return apiError(401, detail, { source: { header: 'Authorization' } });
}
