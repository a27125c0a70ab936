import type { z } from 'zod/v4';
import { authenticatorFor, type KardAuth } from './auth';
import type { BulkResult } from './bulk/result';
import type { BulkOptions } from './bulk/work';
import { systemClock, type Clock } from './clock';
import { KardValidationError } from './errors';
import { Executor, type RowOptions, type WriteOptions } from './executor';
import type { KardPromise } from './http/kardPromise';
import type { RequestOptions } from './http/callContext';
import { RequestEngine } from './http/engine';
import { retryPolicy } from './http/retryPolicy';
import { boundedTransport, type Transport, type TransportRequest } from './http/transport';
import { encodeQuery, ENVIRONMENTS, readBaseUrl, type Environment, type QueryValue } from './http/url';
import {
	notificationOperations,
	offerOperations,
	organizationOperations,
	subscriptionOperations,
	transactionOperations,
	userOperations,
	type BulkOperation,
	type ListOperation,
	type SingleOperation,
} from './catalogue';
import { SENSITIVE_NAMES } from './catalogue/sensitive';
import type { KardList } from './paging';
import type { AuditAttributes } from './catalogue/transactions/audits';
import type { EarnedRewardQuery, EarnedRewardResource } from './catalogue/transactions/earnedRewards';
import type { NotificationQuery, NotificationResource, ReplayAnswer } from './catalogue/notification';
import type { OfferQuery, OfferResource } from './catalogue/offer';
import type { OrganizationResource, PingAnswer } from './catalogue/organizationResource';
import type {
	SubscriptionAttributes,
	SubscriptionChanges,
	SubscriptionQuery,
	SubscriptionResource,
} from './catalogue/subscription';
import type { TransactionResourceRow, TransactionRow } from './catalogue/transactions/rows';
import type { UserAttributes, UserResource, UserResourceRow, UserRow } from './catalogue/user';
import type { Ids } from './sent';

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

/**
 * A client for Kard's API.
 *
 * Every call takes request options last and gives a promise that also has `withResponse()`. Bulk writes resolve with
 * a result per row; lists are read with `for await`, `pages()` or `toArray()`.
 */
export class KardClient {
	private readonly executor: Executor;
	/** The address of the API, without a slash at its end. */
	readonly baseUrl: string;

	/** @throws KardValidationError when an option is empty or not what it should be */
	constructor(options: KardClientOptions) {
		const { organizationId, environment = 'production', clock = systemClock } = options;
		if (organizationId.trim() === '') {
			const message = 'is empty. Fill in the organization ID that Kard gave you';
			throw new KardValidationError(`Organization ID ${message}.`, [{ path: 'organizationId', message }]);
		}
		const baseUrl = readBaseUrl(options.baseUrl ?? ENVIRONMENTS[environment]);
		this.baseUrl = baseUrl;
		const defaults = {
			maxRetries: options.maxRetries ?? retryPolicy.maxRetries,
			timeoutMs: options.timeoutMs ?? retryPolicy.timeoutMs,
			deadlineMs: options.deadlineMs,
			signal: options.signal,
		};
		const transport = boundedTransport(options.transport);
		const authenticator = authenticatorFor(options.auth, { baseUrl, transport, clock, defaults });
		const engine = new RequestEngine({ baseUrl, transport, authenticator, sensitiveNames: SENSITIVE_NAMES });
		this.executor = new Executor(organizationId.trim(), engine, clock, defaults);
	}

	/** The users of the issuer. */
	readonly users = {
		/** Enrolls users. Those that exist already are reported as duplicates and left as they are. */
		create: (rows: readonly (UserRow | UserResourceRow)[], options?: BulkOptions): Promise<BulkResult> =>
			this.bulk(userOperations.create, rows, options),
		/** Enrolls users, and replaces the attributes of those that exist already. */
		createOrUpdate: (
			rows: readonly (UserRow | UserResourceRow)[],
			options?: BulkOptions,
		): Promise<BulkResult> => this.bulk(userOperations.createOrUpdate, rows, options),
		/** Looks up one user. */
		get: (userId: string, options?: RequestOptions): KardPromise<UserResource> =>
			this.single(userOperations.get, { userId }, undefined, options),
		/** Replaces the attributes of one user. */
		update: (userId: string, attributes: UserAttributes, options?: WriteOptions): KardPromise<UserResource> =>
			this.single(userOperations.update, { userId }, attributes, options),
		/** Takes one user out of the rewards program. */
		delete: (userId: string, options?: RequestOptions): KardPromise<UserResource> =>
			this.single(userOperations.delete, { userId }, undefined, options),
	};

	/** What users can earn rewards with. */
	readonly rewards = {
		/** Lists the offers that a user is eligible for. */
		offers: (userId: string, query: OfferQuery = {}, options?: RequestOptions): KardList<OfferResource> =>
			this.list(offerOperations.getMany, { userId }, query, options),
	};

	/** The card transactions of users. */
	readonly transactions = {
		/** Submits transaction events. Sending the same rows again changes nothing. */
		submit: (
			rows: readonly (TransactionRow | TransactionResourceRow)[],
			options?: BulkOptions,
		): Promise<BulkResult> => this.bulk(transactionOperations.submit, rows, options),
		/** Lists the rewards that a user earned in the last 12 months, or in a shorter window (`filter[range]`). */
		earnedRewards: (
			userId: string,
			query: EarnedRewardQuery = {},
			options?: WriteOptions,
		): KardList<EarnedRewardResource> =>
			this.list(transactionOperations.getEarnedRewards, { userId }, query, options),
		/**
		 * Asks Kard to look into transactions of a user, one request for each: Kard gives audits ids of its own, so that
		 * no answer to several could be told apart. The id of a row that succeeded is the id of its audit.
		 */
		audit: (userId: string, rows: readonly AuditAttributes[], options?: WriteOptions): Promise<BulkResult> =>
			this.executor.oneByOne(transactionOperations.createAudit, { userId }, rows, options),
	};

	/** What Kard sent to the subscriptions. */
	readonly notifications = {
		/** Lists the notifications, newest first, and how their delivery went. */
		list: (query: NotificationQuery = {}, options?: WriteOptions): KardList<NotificationResource> =>
			this.list(notificationOperations.getMany, {}, query, options),
		/** Has Kard deliver a notification again. Fails with KardConflictError where nobody is subscribed to its event. */
		replay: (eventId: string, options?: RequestOptions): KardPromise<ReplayAnswer> =>
			this.single(notificationOperations.replay, { eventId }, undefined, options),
	};

	/** Where Kard sends notifications to. */
	readonly subscriptions = {
		/** Lists the subscriptions. */
		list: (query: SubscriptionQuery = {}, options?: RequestOptions): KardList<SubscriptionResource> =>
			this.list(subscriptionOperations.getMany, {}, query, options),
		/** Subscribes an address to an event. Fails with KardConflictError where Kard takes no further one for it. */
		create: (
			attributes: SubscriptionAttributes,
			options?: RequestOptions,
		): KardPromise<SubscriptionResource> =>
			this.single(subscriptionOperations.create, {}, attributes, options),
		/** Changes a subscription. There is no way to delete one: disable it. */
		update: (
			subscriptionId: string,
			changes: SubscriptionChanges,
			options?: RequestOptions,
		): KardPromise<SubscriptionResource> =>
			this.single(subscriptionOperations.update, { subscriptionId }, changes, options),
	};

	/** The organization that the credentials belong to. */
	readonly organization = {
		/** Looks it up. */
		get: (options?: RequestOptions): KardPromise<OrganizationResource> =>
			this.single(organizationOperations.get, {}, undefined, options),
	};

	/** Checks that Kard can be reached. */
	ping(options?: RequestOptions): KardPromise<PingAnswer> {
		return this.single(organizationOperations.ping, {}, undefined, options);
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

	/** Carries out any bulk operation on rows as they come from a sheet; for hosts that work from descriptions. */
	bulk(operation: BulkOperation, rows: readonly unknown[], options?: RowOptions): Promise<BulkResult> {
		return this.executor.bulk(operation, rows, options);
	}

	/** Carries out any operation on one resource; for hosts that work from descriptions. */
	single<T>(
		operation: SingleOperation & { readonly answer: z.ZodType<T> },
		ids: Ids,
		attributes?: unknown,
		options?: WriteOptions,
	): KardPromise<T> {
		return this.executor.single(operation, ids, attributes, options);
	}

	/** Carries out any listing operation; for hosts that work from descriptions. */
	list<T>(
		operation: ListOperation & { readonly item: z.ZodType<T> },
		ids: Ids,
		query?: unknown,
		options?: WriteOptions,
	): KardList<T> {
		return this.executor.list(operation, ids, query ?? {}, options);
	}
}
