import type { z } from 'zod/v4';
import { authenticatorFor, type KardAuth } from './auth';
import type { BulkResult } from './bulk/result';
import { systemClock, type Clock } from './clock';
import { KardValidationError } from './errors';
import { Executor, type RowOptions, type WriteOptions } from './execution/executor';
import type { UpdateOptions } from './execution/update';
import type { ListInput } from './execution/list';
import type { SingleInput } from './execution/single';
import { methodsOf, type KardMethods } from './execution/methods';
import type { RequestOptions } from './http/callContext';
import { RequestEngine } from './http/engine';
import type { KardPromise } from './http/kardPromise';
import { retryPolicy } from './http/retryPolicy';
import { boundedTransport, type Transport, type TransportRequest } from './http/transport';
import { encodeQuery, ENVIRONMENTS, readBaseUrl, type Environment, type QueryValue } from './http/url';
import { sensitiveNames } from './catalogue';
import type { BulkOperation, ListOperation, SingleOperation } from './catalogue/description/operation';
import type { KardList } from './execution/kardList';

/** What a client is made of. */
export interface KardClientOptions {
	/** The issuer's organization id, which Kard gives out. */
	readonly organizationId: string;
	readonly auth: KardAuth;
	/** Kard's live API (the default), or the one for trying things out. */
	readonly environment?: Environment | undefined;
	/** The API's address, instead of an environment's: `https`, or `http` on this machine only. */
	readonly baseUrl?: string | undefined;
	/** What sends the requests: `axiosTransport()` where no host brings its own. */
	readonly transport: Transport;
	/** How often a failed request is repeated; 2 by default. */
	readonly maxRetries?: number | undefined;
	/** How long to wait for each attempt, in milliseconds; 60 000 by default. */
	readonly timeoutMs?: number | undefined;
	/** How long a whole call may take, repeats included, in milliseconds; no bound by default. */
	readonly deadlineMs?: number | undefined;
	/** Stops every call of this client. */
	readonly signal?: AbortSignal | undefined;
	/**
	 * Whether to ask Kard, once it has forbidden something (403), which organization the credentials belong to, and to
	 * say so where it is another one; one request more. False by default.
	 */
	readonly explainForbidden?: boolean | undefined;
	/** Time and chance; the computer's own by default. */
	readonly clock?: Clock | undefined;
}

/** A request that no method of the client covers. */
export interface RawRequest extends RequestOptions {
	readonly method: TransportRequest['method'];
	/** The path from the API's address on, with its ids encoded: `/v2/…`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, QueryValue>>;
	/** What to send as JSON. */
	readonly body?: unknown;
	/** Whether sending it twice does no harm; by default all but POST. */
	readonly idempotent?: boolean;
}

function rawPath({ path, query = {} }: RawRequest): string {
	const isPlain = /^\/(?!\/)/.test(path) && !/[\s\\#]|(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(path);
	if (!isPlain) {
		const message = 'expected a path such as /v2/ping, with encoded ids and without "." or ".." in it';
		throw new KardValidationError(`Path: ${message}.`, [{ path: 'path', message }]);
	}
	const parameters = encodeQuery(query);
	return path + (path.includes('?') ? parameters.replace('?', '&') : parameters);
}

/** What every client has beside the methods of the catalogue, which are put on it when it is made. */
class Client {
	private readonly executor: Executor;
	/** The address of the API, without a slash at its end. */
	readonly baseUrl: string;
	/** The organization's id. */
	readonly organizationId: string;

	/** @throws KardValidationError when an option is empty or not what it should be */
	constructor(options: KardClientOptions) {
		const { organizationId, environment = 'production', clock = systemClock, explainForbidden } = options;
		if (organizationId.trim() === '') {
			const message = 'is empty. Fill in the organization ID that Kard gave you';
			throw new KardValidationError(`Organization ID ${message}.`, [{ path: 'organizationId', message }]);
		}
		const baseUrl = readBaseUrl(options.baseUrl ?? ENVIRONMENTS[environment]);
		this.baseUrl = baseUrl;
		this.organizationId = organizationId.trim();
		const defaults = {
			maxRetries: options.maxRetries ?? retryPolicy.maxRetries,
			timeoutMs: options.timeoutMs ?? retryPolicy.timeoutMs,
			deadlineMs: options.deadlineMs,
			signal: options.signal,
		};
		const transport = boundedTransport(options.transport);
		const authenticator = authenticatorFor(options.auth, { baseUrl, transport, clock, defaults });
		const engine = new RequestEngine({
			...{ baseUrl, transport, authenticator, sensitiveNames, explainForbidden },
		});
		this.executor = new Executor(this.organizationId, engine, clock, defaults);
		Object.assign(this, methodsOf(this.executor));
	}

	/** Sends what no other method covers, with the same token, repeats and errors. An empty answer is undefined. */
	request(request: RawRequest): KardPromise<unknown> {
		const { method, body, idempotent = method !== 'POST', ...options } = request;
		const build = () => ({
			method,
			path: rawPath(request),
			idempotent,
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		return this.executor.raw(build, options);
	}

	/** Carries out any bulk operation on rows as they come from a sheet; for hosts that work from the catalogue. */
	bulk(operation: BulkOperation, rows: readonly unknown[], options?: RowOptions): Promise<BulkResult> {
		return this.executor.bulk(operation, rows, options);
	}

	/** Carries out any operation on one resource; for hosts that work from the catalogue. */
	single<O extends SingleOperation>(
		operation: O,
		input: SingleInput<O>,
		options?: UpdateOptions,
	): KardPromise<z.output<O['answer']>> {
		return this.executor.single(operation, input, options);
	}

	/** Carries out any listing operation; for hosts that work from the catalogue. */
	list<O extends ListOperation>(
		operation: O,
		input: ListInput<O>,
		options?: WriteOptions,
	): KardList<z.output<O['item']>> {
		return this.executor.list(operation, input, options);
	}
}

/**
 * A client for Kard's API. Its methods are those of the catalogue: `kard.users.create(rows)`,
 * `kard.rewards.offers(userId)`, and so on.
 *
 * Every call takes request options last and gives a promise that also has `withResponse()`. Bulk writes resolve with
 * a result per row; lists are read with `for await`, `pages()` or `toArray()`.
 */
export type KardClient = Client & KardMethods;

/** Makes clients for Kard's API. */
// The constructor has put the methods on the client, and looked that none is missing: the compiler cannot see it.
export const KardClient = Client as new (options: KardClientOptions) => KardClient;
