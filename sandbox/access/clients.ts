/** The rights that a token can carry, by Kard's own names. */
export type Scope =
	| 'user:read'
	| 'user:write'
	| 'user:update'
	| 'user:delete'
	| 'rewards:read'
	| 'transaction:read'
	| 'transaction:write'
	| 'audit:write'
	| 'attributions:write'
	| 'notifications:read'
	| 'notifications:write';

/** A client that may request tokens. */
export interface Client {
	readonly clientId: string;
	readonly clientSecret: string;
	readonly scopes: ReadonlySet<Scope>;
}

/** The organization that the sandbox serves. */
export const ORGANIZATION_ID = 'sandbox-organization';

/** The name of that organization. */
export const ORGANIZATION_NAME = 'SANDBOX';

/** The key that notifications are signed with. */
export const WEBHOOK_KEY = 'sandbox-webhook-key';

/** The client that may do everything. */
export const FULL_CLIENT: Client = {
	clientId: 'sandbox-client',
	clientSecret: 'sandbox-secret-not-real',
	scopes: new Set([
		'user:read',
		'user:write',
		'user:update',
		'user:delete',
		'rewards:read',
		'transaction:read',
		'transaction:write',
		'audit:write',
		'attributions:write',
		'notifications:read',
		'notifications:write',
	]),
};

/** A client that may only read: whatever it writes is refused with 403. */
export const LIMITED_CLIENT: Client = {
	clientId: 'sandbox-limited-client',
	clientSecret: 'sandbox-limited-secret-not-real',
	scopes: new Set(['user:read', 'rewards:read', 'transaction:read', 'notifications:read']),
};

/** A client that may only write: whatever it reads is refused with 403. */
export const WRITING_CLIENT: Client = {
	clientId: 'sandbox-writing-client',
	clientSecret: 'sandbox-writing-secret-not-real',
	scopes: new Set(['user:write', 'user:update', 'user:delete', 'transaction:write', 'audit:write']),
};

/** Every client that the sandbox knows, by its id. */
export const CLIENTS: ReadonlyMap<string, Client> = new Map(
	[FULL_CLIENT, LIMITED_CLIENT, WRITING_CLIENT].map((client) => [client.clientId, client]),
);
