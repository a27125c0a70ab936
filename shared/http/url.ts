import { KardValidationError } from '../errors';
import { DROPPED, isLoopback } from '../fields/webAddress';

/** Where Kard's API lives (Kard's API reference, servers). */
export const ENVIRONMENTS = {
	production: 'https://rewards-api.getkard.com',
	sandbox: 'https://test-rewards-api.getkard.com',
} as const;

/** Kard's live API, or the one for trying things out. */
export type Environment = keyof typeof ENVIRONMENTS;

/** The path of the token request. */
export const TOKEN_PATH = '/v2/auth/token';

function refuse(setting: string, message: string): never {
	throw new KardValidationError(`${setting}: ${message}`, [{ path: setting, message }]);
}

/** Whether an address leads to this machine. */
export function isLocal(address: string): boolean {
	return URL.canParse(address) && isLoopback(new URL(address).hostname);
}

function parseAddress(text: string, setting: string): URL {
	const trimmed = text.trim();
	if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) {
		refuse(setting, `is not a web address. Write it in full, such as ${ENVIRONMENTS.sandbox}.`);
	}
	if (DROPPED.test(trimmed)) {
		refuse(setting, 'holds a tab or a line break. Take it out, or copy the address again from its source.');
	}
	const url = new URL(trimmed);
	if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
		refuse(setting, 'begins with http://, which would send your data in the open. Write https:// instead.');
	}
	if (url.username !== '' || url.password !== '') {
		refuse(
			setting,
			'holds a user name or password. Take them out; the client id and secret have fields of their own.',
		);
	}
	if (url.search !== '' || url.hash !== '') {
		refuse(setting, 'ends with a query (?…) or a fragment (#…). Take that part out.');
	}
	return url;
}

/**
 * Checks the address of the API. `https` only, or `http` on this machine; a path in front is kept, for gateways.
 * @returns the address without a slash at its end
 * @throws KardValidationError
 */
export function readBaseUrl(text: string): string {
	const url = parseAddress(text, 'Base URL');
	return url.origin + url.pathname.replace(/\/+$/, '');
}

/**
 * Checks the address of the token request. Where only a host is given, the usual path is added.
 * @throws KardValidationError
 */
export function readTokenUrl(text: string): string {
	const url = parseAddress(text, 'Token URL');
	return url.origin + (url.pathname === '/' ? TOKEN_PATH : url.pathname);
}

/**
 * Encodes an id for a path. It must name one resource and no other.
 * @throws KardValidationError for an id that no path can carry: empty, `.`, `..`, or broken text
 */
function encodeId(id: string, name: string): string {
	const complain = (message: string): never => {
		throw new KardValidationError(`${name} ${message}`, [{ path: name, message }]);
	};
	if (id.trim() === '') complain('is empty. Give the ID of one resource.');
	// Browsers and servers take these for "this folder" and "the folder above", encoded or not.
	if (id === '.' || id === '..') complain('cannot be "." or "..".');
	try {
		return encodeURIComponent(id);
	} catch {
		return complain('holds a broken character. Copy the ID again from its source.');
	}
}

/**
 * Fills the ids into a path such as `/v2/issuers/{organizationId}/users/{userId}`.
 * @throws KardValidationError when an id is missing or cannot stand in a path
 */
export function fillPath(template: string, ids: Readonly<Record<string, string>>): string {
	return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeId(ids[name] ?? '', name));
}

/** What a query parameter may hold. A list repeats the parameter. */
export type QueryValue = string | number | boolean | readonly (string | number | boolean)[] | undefined;

/** Encodes a query, `?` included; empty when there is nothing to ask. Spaces become `%20`, as Kard wants. */
export function encodeQuery(query: Readonly<Record<string, QueryValue>>): string {
	const pairs = Object.entries(query).flatMap(([name, value]) =>
		(Array.isArray(value) ? value : [value])
			.filter((one) => one !== undefined)
			.map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`),
	);
	return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
