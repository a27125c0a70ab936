import type { Sandbox, SandboxOptions } from '../../sandbox';
import { person } from '../support/person';
import { purchase as usualPurchase } from '../support/purchase';
import { asResource, type Resource } from '../support/resource';
import { openSandbox } from '../support/sandbox';

export { anyNumber, anyText, objectLike, textLike } from '../support/expected';

/** One error of an answer. */
interface AnswerError {
	readonly status: string;
	readonly title: string;
	readonly detail: string;
	readonly id?: string;
	readonly source?: { readonly pointer?: string; readonly parameter?: string; readonly header?: string };
}

/** One resource of an answer. */
interface AnswerResource {
	readonly type: string;
	readonly id: string;
	readonly attributes: Readonly<Record<string, unknown>>;
	readonly relationships?: unknown;
}

/** An answer, with its body as text and, where it is JSON, parsed. */
export interface TestAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly json: unknown;
	readonly errors: readonly AnswerError[];
	readonly data: readonly AnswerResource[];
}

/** A sandbox with somebody who talks to it. */
export interface Fixture {
	readonly sandbox: Sandbox;
	/** The path of the organization. */
	readonly org: string;
	token(clientId?: string, clientSecret?: string): Promise<string>;
	/** Sends a request with a token, JSON unless the body is a text. */
	call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
}

/** Starts a sandbox, which stops by itself, and somebody with a token. */
export async function startFixture(options?: SandboxOptions): Promise<Fixture> {
	const sandbox = await openSandbox(options);
	const token = (clientId = sandbox.clientId, clientSecret = sandbox.clientSecret) =>
		fetchToken(sandbox, clientId, clientSecret);
	const own = await token();
	return {
		sandbox,
		org: `/v2/issuers/${sandbox.organizationId}`,
		token,
		call: (method, path, body, headers) =>
			request(sandbox.baseUrl + path, method, body, { authorization: `Bearer ${own}`, ...headers }),
	};
}

async function fetchToken(sandbox: Sandbox, clientId: string, clientSecret: string): Promise<string> {
	const body = { client_id: clientId, client_secret: clientSecret };
	const { json } = await request(`${sandbox.baseUrl}/v2/auth/token`, 'POST', body);
	return String(at(json, 'access_token'));
}

/** Sends one request. */
export async function request(
	url: string,
	method: string,
	body?: unknown,
	headers: Record<string, string> = {},
): Promise<TestAnswer> {
	const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
	const type = body === undefined ? {} : { 'content-type': 'application/json' };
	const response = await fetch(url, { method, headers: { ...type, ...headers }, ...content });
	const text = await response.text();
	const json = parse(text);
	return {
		status: response.status,
		headers: response.headers,
		text,
		json,
		errors: errorsIn(json),
		data: resourcesIn(json),
	};
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** The value at a path of keys. */
export function at(value: unknown, ...keys: string[]): unknown {
	return keys.reduce<unknown>(
		(inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
		value,
	);
}

function errorsIn(json: unknown): readonly AnswerError[] {
	const errors = at(json, 'errors');
	const isList = (value: unknown): value is readonly AnswerError[] => Array.isArray(value);
	return isList(errors) ? errors : [];
}

function resourcesIn(json: unknown): readonly AnswerResource[] {
	const data = at(json, 'data');
	const isList = (value: unknown): value is readonly AnswerResource[] => Array.isArray(value);
	return isList(data) ? data : [];
}

/** A user as a resource. */
export function user(id: string, attributes: Record<string, unknown> = {}): Resource {
	const { attributes: usual, ...resource } = asResource(person({ id }));
	return { ...resource, attributes: { ...usual, ...attributes } };
}

/** A settled purchase at Blue Door Coffee, by the user `u1`, as a resource of any type of transaction. */
export function purchase(
	id: string,
	attributes: Record<string, unknown> = {},
	type = 'transaction',
): Resource {
	const usual = { userId: 'u1', amount: 1_000, paymentType: 'CARD' };
	return asResource({ ...usualPurchase({ id }), ...usual, ...attributes }, type);
}

/** The same resource without some of its attributes. */
export function without<T extends { attributes: object }>(resource: T, ...names: string[]) {
	const kept = Object.entries(resource.attributes).filter(([name]) => !names.includes(name));
	return { ...resource, attributes: Object.fromEntries(kept) };
}

/** Whether a route is about notifications, subscriptions or audits. */
export function isOfNotifications(route: string): boolean {
	return /Notification|Subscription|Audit/.test(route);
}

/** Numbers from 0 on. */
export function range(length: number): number[] {
	return Array.from({ length }, (_, index) => index);
}
