import type { z } from 'zod/v4';
import { asItCame } from './responses/asItCame';
import type { Direction } from './responses/cursor';
import { readPage, type PageContent } from './responses/page';
import { judged } from './responses/judged';
import { readSingle } from './responses/single';
import type { BulkResult } from './bulk/result';
import { writeOneByOne } from './bulk/oneByOne';
import { runBulk } from './bulk/runBulk';
import type { BulkOptions } from './bulk/work';
import type { Clock } from './clock';
import type { KardApiError } from './errors';
import { CallContext, type CallDefaults, type RequestOptions } from './http/callContext';
import type { KardRequest, RequestEngine } from './http/engine';
import { kardPromise, type KardPromise, type ResponseFacts, type WithResponse } from './http/kardPromise';
import { isSuccess, type Content, type KardResponse } from './http/response';
import { encodeQuery, fillPath } from './http/url';
import type { BulkOperation, ListOperation, SingleOperation } from './catalogue';
import { kardList, type KardList, type PageSource } from './paging';
import { own } from './rows/cells';
import { rowPreparer, type Resource } from './rows/prepareRow';
import { settingsOf, type RowChoices } from './rows/rowSettings';
import { CURSOR } from './catalogue/paging';
import { asQuery, checked, checkedAttributes, checkedIds, sentResource, type Ids } from './sent';

/** How a bulk write is to be carried out, and what its rows are. */
export interface RowOptions extends BulkOptions {
	/** The type of rows that do not name theirs, where an operation takes several. */
	readonly rowType?: string | undefined;
}

/** How a single resource is to be written. */
export type WriteOptions = RequestOptions & RowChoices;

/** What says nothing of what it answers. */
const EMPTY: Content = { kind: 'empty' };

/** Carries out operations as they are described. Knows every kind of operation, and none by name. */
export class Executor {
	constructor(
		private readonly organizationId: string,
		private readonly engine: RequestEngine,
		private readonly clock: Clock,
		private readonly defaults: CallDefaults,
	) {}

	/** Carries out an operation on one resource. */
	single<T>(
		operation: SingleOperation & { readonly answer: z.ZodType<T> },
		ids: Ids,
		attributes?: unknown,
		options: WriteOptions = {},
	): KardPromise<T> {
		return kardPromise(this.runSingle(operation, ids, attributes, options, this.call(options)));
	}

	/** Lists resources, page by page as far as they are read. */
	list<T>(
		operation: ListOperation & { readonly item: z.ZodType<T> },
		ids: Ids,
		query: unknown,
		options: WriteOptions = {},
	): KardList<T> {
		const size = operation.pageSize === undefined ? {} : { 'page[size]': operation.pageSize };
		const open = (): PageSource => {
			const call = this.call(options);
			const asked = { ...size, ...checked(operation.query, query, settingsOf(options)) };
			const direction = CURSOR.before in asked ? 'before' : 'after';
			const cursorName = CURSOR[direction];
			const fetch = async (cursor: string | undefined): Promise<WithResponse<PageContent>> => {
				const parameters = asQuery(cursor === undefined ? asked : { ...asked, [cursorName]: cursor });
				const request = this.request(operation, ids, encodeQuery(parameters));
				return await this.fetchPage(request, direction, call);
			};
			const start = own(asked, cursorName);
			return { fetch, start: typeof start === 'string' ? start : undefined };
		};
		return kardList<T>(open);
	}

	/** Writes many rows and tells what became of each. */
	async bulk(
		operation: BulkOperation,
		rows: readonly unknown[],
		options: RowOptions = {},
	): Promise<BulkResult> {
		const work = {
			path: fillPath(operation.path, { organizationId: this.organizationId }),
			limit: operation.limit,
			scope: operation.scope,
			accepted: operation.accepted,
			answers: operation.answers,
			prepare: rowPreparer(operation, settingsOf(options), options.rowType),
		};
		const { onConflict } = operation;
		const resolving = onConflict && {
			// The row was read when it was prepared, and only its email could be changed by reading it again.
			onConflict: (resource: Resource, call: CallContext) =>
				this.runSingle(onConflict, { userId: resource.id }, resource, { email: 'address' }, call),
		};
		return await runBulk(rows, { ...work, ...resolving }, options, this.call(options), this.engine);
	}

	/** Carries out an operation on one resource for each row, one after the other, and tells what became of each. */
	async oneByOne(
		operation: SingleOperation & { readonly answer: z.ZodType<{ readonly id: string }> },
		ids: Ids,
		rows: readonly unknown[],
		options: WriteOptions = {},
	): Promise<BulkResult> {
		const call = this.call(options);
		const check = (row: unknown): void => {
			if (operation.attributes) checked(operation.attributes, row, settingsOf(options));
		};
		const write = async (row: unknown) => (await this.runSingle(operation, ids, row, options, call)).data;
		return await writeOneByOne(rows, { check, write }, call);
	}

	/**
	 * Sends what no operation covers, and gives the answer as it came; undefined where Kard sent nothing back.
	 * @param build makes the request; what it throws rejects the promise
	 */
	raw(build: () => KardRequest, options: RequestOptions = {}): KardPromise<unknown> {
		return kardPromise(this.runRaw(build, this.call(options)));
	}

	private call(options: RequestOptions): CallContext {
		return new CallContext(this.clock, this.defaults, options);
	}

	private request(
		operation: SingleOperation | ListOperation,
		ids: Ids,
		query = '',
		body?: string,
	): KardRequest {
		const { method, idempotent, scope, forbiddenMeans, howToLook } = operation;
		const named = { ...checkedIds(operation, ids), organizationId: this.organizationId };
		const path = fillPath(operation.path, named) + query;
		return { method, path, idempotent, scope, forbiddenMeans, howToLook, body };
	}

	private async runSingle<T>(
		operation: SingleOperation & { readonly answer: z.ZodType<T> },
		ids: Ids,
		attributes: unknown,
		options: WriteOptions,
		call: CallContext,
	): Promise<WithResponse<T>> {
		const read = checkedIds(operation, ids);
		const [id] = Object.values(read);
		const sent = checkedAttributes(operation, id, attributes, settingsOf(options));
		const body = sent && { data: sentResource(operation, id, sent) };
		const request = this.request(operation, read, '', body && JSON.stringify(body));
		const named = operation.sentAs === undefined ? id : undefined;
		const response = judged(await this.engine.send(request, call), operation.method, named);
		if (!isSuccess(response.status) && !isGone(response, operation))
			throw this.engine.errorOf(response, request);
		const content = isSuccess(response.status) ? response.content : EMPTY;
		const reading = readSingle({ operation, ids: read, sent }, content, response.status);
		if ('lacks' in reading) throw this.strange(response, request, reading.lacks);
		const { data, note } = reading;
		const answer = { data: asItCame<T>().parse(data), response: factsOf(response) };
		return note === undefined ? answer : { ...answer, notes: [note] };
	}

	private async runRaw(build: () => KardRequest, call: CallContext): Promise<WithResponse<unknown>> {
		const request = build();
		const response = await this.engine.send(request, call);
		const isEmpty = isSuccess(response.status) && response.content.kind === 'empty';
		const data = isEmpty ? undefined : this.documentOf(response, request);
		return { data, response: factsOf(response) };
	}

	private async fetchPage(
		request: KardRequest,
		direction: Direction,
		call: CallContext,
	): Promise<WithResponse<PageContent>> {
		const response = judged(await this.engine.send(request, call), request.method);
		const data = readPage(this.documentOf(response, request), direction);
		if (data === undefined) throw this.strange(response, request, 'data');
		return { data, response: factsOf(response) };
	}

	/** @throws KardApiError when Kard said no, or said yes without the document that belongs to it */
	private documentOf(response: KardResponse, request: KardRequest): unknown {
		if (!isSuccess(response.status)) throw this.engine.errorOf(response, request);
		if (response.content.kind !== 'json') throw this.strange(response, request);
		return response.content.value;
	}

	/** Kard said yes, and may well have done it, but not in a way that can be read. */
	private strange(response: KardResponse, request: KardRequest, lacks?: string): KardApiError {
		const outcomeUnknown = request.method !== 'GET';
		return this.engine.errorOf({ ...response, outcomeUnknown }, request, lacks);
	}
}

function factsOf({ status, headers }: KardResponse): ResponseFacts {
	return { status, headers };
}

/** What was to be deleted is gone already: the first of several attempts may have got through without our hearing of it. */
function isGone({ status, outcomeUnknown }: KardResponse, { method }: SingleOperation): boolean {
	return method === 'DELETE' && status === 404 && outcomeUnknown;
}
