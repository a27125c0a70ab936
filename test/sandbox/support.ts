import type { Readings, Sandbox } from '../../sandbox';
import type { StoredOffer } from '../../sandbox/offers/offer';
import type { SandboxOptions } from '../../sandbox/options';
import { person } from '../support/person';
import { purchase as usualPurchase } from '../support/purchase';
import { asResource, resourcesIn, type Resource } from '../support/resource';
import { openSandbox } from '../support/sandbox';
import { startListener, type WebhookListener } from '../support/webhookListener';

import { at } from '../support/expected';

export { anyNumber, anyText, at, objectLike, textLike } from '../support/expected';

/** A response, with its body as text and, where it is JSON, parsed. */
export interface TestResponse {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly json: unknown;
	/** Each error as `status id place`, such as `400 u1 /data/0/id`; what it lacks is left out. */
	readonly errors: readonly string[];
	readonly data: readonly Resource[];
}

type Headed = Readonly<Record<string, string>>;

/** Sends one request, JSON unless the body is a text. */
export async function request(
	url: string,
	method: string,
	body?: unknown,
	headers: Headed = {},
): Promise<TestResponse> {
	const type: Headed = body === undefined ? {} : { 'content-type': 'application/json' };
	const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
	const response = await fetch(url, { method, headers: { ...type, ...headers }, ...content });
	const text = await response.text();
	const json = parsed(text);
	const errors = at(json, 'errors');
	return {
		status: response.status,
		headers: response.headers,
		text,
		json,
		errors: Array.isArray(errors) ? errors.map(errorText) : [],
		data: resourcesIn(json),
	};
}

function errorText(error: unknown): string {
	const places = ['pointer', 'parameter', 'header'].map((kind) => at(error, 'source', kind));
	return [at(error, 'status'), at(error, 'id'), ...places]
		.flatMap((part) => (typeof part === 'string' ? [part] : []))
		.join(' ');
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const listeners: WebhookListener[] = [];
afterAll(() => Promise.all(listeners.map((listener) => listener.close())));

/** A sandbox for the tests of a file, a client of it, and an address that its notifications are delivered to. */
export class TestKard {
	private constructor(
		readonly sandbox: Sandbox,
		readonly listener: WebhookListener,
		private authorization: string,
	) {}

	/** Starts both, which stop by themselves after the tests of the file. */
	static async start(options?: SandboxOptions): Promise<TestKard> {
		const [sandbox, listener] = await Promise.all([openSandbox(options), startListener()]);
		listeners.push(listener);
		const kard = new TestKard(sandbox, listener, '');
		kard.authorization = await kard.bearer();
		return kard;
	}

	/** The path of the organization. */
	get org(): string {
		return `/v2/issuers/${this.sandbox.organizationId}`;
	}

	/** The `Authorization` header of a new token. */
	async bearer({ clientId, clientSecret }: Sandbox['limited'] = this.sandbox): Promise<string> {
		const url = `${this.sandbox.baseUrl}/v2/auth/token`;
		const { json } = await request(url, 'POST', { client_id: clientId, client_secret: clientSecret });
		return `Bearer ${String(at(json, 'access_token'))}`;
	}

	/** Sends a request with a token. A path without a leading slash is below the organization. */
	call(method: string, path: string, body?: unknown, headers?: Headed): Promise<TestResponse> {
		const url = this.sandbox.baseUrl + (path.startsWith('/') ? path : `${this.org}/${path}`);
		return request(url, method, body, { authorization: this.authorization, ...headers });
	}

	get(path: string): Promise<TestResponse> {
		return this.call('GET', path);
	}

	post(path: string, ...data: unknown[]): Promise<TestResponse> {
		return this.call('POST', path, { data });
	}

	control(method: string, path: string, body?: unknown): Promise<TestResponse> {
		return this.call(method, `/__control/${path}`, body);
	}

	/** Submits events, and waits until their notifications are delivered. */
	async submit(...events: unknown[]): Promise<TestResponse> {
		const response = await this.post('transactions', ...events);
		await this.sandbox.notifications.idle();
		return response;
	}

	/** Subscribes the listener to events, and returns the ids of the subscriptions. */
	async subscribe(...eventNames: string[]): Promise<string[]> {
		const rows = eventNames.map((eventName) => subscription(eventName, this.listener.url));
		return (await this.post('subscriptions', ...rows)).data.map(({ id }) => id);
	}

	update(subscriptionId: string, attributes: object): Promise<TestResponse> {
		return this.call('PATCH', `subscriptions/${subscriptionId}`, {
			data: { type: 'subscription', attributes },
		});
	}

	read(readings: Partial<Readings>): void {
		this.sandbox.setReadings(readings);
	}

	/** What of each delivered payload is at a path. */
	delivered(path = 'data.type'): unknown[] {
		return this.listener.deliveries.map(({ json }) => at(json, ...path.split('.')));
	}

	offer(name: string): StoredOffer {
		const offer = this.sandbox.state.offers.find((one) => one.name === name);
		if (offer === undefined) throw new Error(`There is no offer of ${name}.`);
		return offer;
	}
}

/** A user as a resource. */
export function user(id: string, attributes: object = {}): Resource {
	return asResource({ ...person({ id }), ...attributes });
}

/** A settled purchase of $10 at Blue Door Coffee, by the user `u1`, as a resource of any type of transaction. */
export function purchase(id: string, attributes: object = {}, type = 'transaction'): Resource {
	return asResource(
		{ ...usualPurchase({ id }), userId: 'u1', amount: 1_000, paymentType: 'CARD', ...attributes },
		type,
	);
}

/** A purchase that was approved. */
export function approved(id: string, attributes: object = {}): Resource {
	return purchase(id, { status: 'APPROVED', authorizationDate: '2026-03-04T10:15:00-05:00', ...attributes });
}

/** A purchase that was declined, reversed or returned. */
export function undone(id: string, status: string, attributes: object = {}): Resource {
	return purchase(id, { status, transactionDate: '2026-03-07T02:00:00Z', ...attributes });
}

/** A purchase that the issuer matched to an offer. */
export function matched(id: string, attributes: object = {}): Resource {
	const usual = { authorizationDate: '2026-03-04T10:15:00-05:00', ...attributes };
	return without(purchase(id, usual, 'matchedTransaction'), 'status', 'currency', 'settledDate');
}

/** A purchase in a core banking system. */
export function core(id: string, attributes: object = {}): Resource {
	const usual = { authorizationDate: '2026-03-04T10:15:00Z', ...attributes };
	return without(purchase(id, usual, 'coreTransaction'), 'cardBIN', 'cardLastFour', 'paymentType');
}

/** A subscription as a resource that has no id yet. */
export function subscription(
	eventName: string,
	webhookUrl = 'https://example.com/kard',
	enabled: unknown = true,
) {
	return { type: 'subscription', attributes: { eventName, webhookUrl, enabled } };
}

/** An audit as a resource that has no id yet. */
export function audit(transactionId: string, attributes: object = {}) {
	const about = { auditCode: 3005, merchantName: 'Blue Door Coffee', auditDescription: 'Too small.' };
	return { type: 'audit', attributes: { ...about, transactionId, ...attributes } };
}

/** The same resource without some of its attributes. */
export function without(resource: Resource, ...names: string[]): Resource {
	const rest = Object.entries(resource.attributes).filter(([name]) => !names.includes(name));
	return { ...resource, attributes: Object.fromEntries(rest) };
}

/** Numbers from 0 on. */
export function range(length: number): number[] {
	return Array.from({ length }, (_, index) => index);
}
