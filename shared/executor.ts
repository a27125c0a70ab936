import type { z } from 'zod/v4';
import type { BulkResult } from './bulk/result';
import { writeOneByOne } from './bulk/oneByOne';
import { runBulk } from './bulk/runBulk';
import type { BulkOptions, Resource } from './bulk/work';
import type { Clock } from './clock';
import type { KardApiError } from './errors';
import { kardPromise, type Answer, type KardPromise, type ResponseFacts } from './http/answer';
import { Call, type CallDefaults, type RequestOptions } from './http/call';
import type { Exchange } from './http/persist';
import type { KardRequest, Pipeline } from './http/pipeline';
import { encodeQuery, fillPath, type QueryValue } from './http/url';
import type { BulkOperation, ListOperation, SingleOperation } from './operations';
import { kardList, type KardList } from './paging';
import { rowPreparer } from './rows/prepareRow';
import { readRow } from './rows/readRow';
import { rowError } from './rows/rowError';
import { settingsOf, usualRowSettings, type RowChoices, type RowSettings } from './rows/settings';
import { errorsIn } from './schemas/errorDocument';

/** Ids that stand in a path, by name. */
export type Ids = Readonly<Record<string, string>>;

/** How a bulk write is to be carried out, and what its rows are. */
export interface RowOptions extends BulkOptions {
	/** The type of rows that do not name theirs, where an operation takes several. */
	readonly rowType?: string | undefined;
}

/** How a single resource is to be written. */
export type WriteOptions = RequestOptions & RowChoices;

function checked(
	schema: z.ZodObject,
	raw: unknown,
	settings: RowSettings,
): Readonly<Record<string, unknown>> {
	const reading = readRow(schema, raw, settings);
	if (!reading.ok) throw rowError(schema, reading.issues);
	return reading.value;
}

/** Kard takes related resources as one comma-separated value, and every other list as a repeated parameter. */
function asQuery(values: Readonly<Record<string, unknown>>): Record<string, QueryValue> {
	const written = (name: string, value: unknown): QueryValue => {
		if (!Array.isArray(value)) return String(value);
		const list = value.map(String);
		return name === 'include' ? list.join(',') : list;
	};
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, written(name, value)]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Carries out operations as they are described. Knows every kind of operation, and none by name. */
export class Executor {
	constructor(
		private readonly organizationId: string,
		private readonly pipeline: Pipeline,
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
		const open = () => {
			const call = this.call(options);
			return async (cursor: string | undefined): Promise<Answer<unknown>> => {
				const page = { ...size, ...checked(operation.query, query, settingsOf(options)) };
				const parameters = asQuery(cursor === undefined ? page : { ...page, 'page[after]': cursor });
				return await this.fetch(this.request(operation, ids, encodeQuery(parameters)), call);
			};
		};
		return kardList(open, operation.item);
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
			prepare: rowPreparer(operation, settingsOf(options), options.rowType),
		};
		const { onConflict } = operation;
		const resolving = onConflict && {
			// The row was read when it was prepared, and only its email could be changed by reading it again.
			onConflict: ({ id, attributes }: Resource, call: Call) =>
				this.runSingle(onConflict, { userId: id }, attributes, { email: 'address' }, call),
		};
		return await runBulk(rows, { ...work, ...resolving }, options, this.call(options), this.pipeline);
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

	private call(options: RequestOptions): Call {
		return new Call(this.clock, this.defaults, options);
	}

	private request(
		operation: SingleOperation | ListOperation,
		ids: Ids,
		query = '',
		body?: string,
	): KardRequest {
		const { method, idempotent, scope, howToLook } = operation;
		if (operation.ids) checked(operation.ids, ids, usualRowSettings);
		const path = fillPath(operation.path, { ...ids, organizationId: this.organizationId }) + query;
		return { method, path, idempotent, scope, howToLook, body };
	}

	private async runSingle<T>(
		operation: SingleOperation & { readonly answer: z.ZodType<T> },
		ids: Ids,
		attributes: unknown,
		options: WriteOptions,
		call: Call,
	): Promise<Answer<T>> {
		const [id] = Object.values(ids);
		const body = operation.attributes && {
			data: sentResource(operation, id, checked(operation.attributes, attributes, settingsOf(options))),
		};
		const request = this.request(operation, ids, '', body && JSON.stringify(body));
		const exchange = await this.pipeline.send(request, call);
		if (operation.method === 'DELETE' && isGone(exchange)) {
			const data = operation.answer.parse({ type: operation.resource, id, attributes: {} });
			return { data, response: factsOf(exchange) };
		}
		const document = this.documentOf(judged(operation, exchange), request);
		const parsed = operation.answer.safeParse(resourceIn(document, operation));
		if (!parsed.success) throw this.strange(exchange, request);
		return { data: parsed.data, response: factsOf(exchange) };
	}

	private async runRaw(build: () => KardRequest, call: Call): Promise<Answer<unknown>> {
		const request = build();
		const exchange = await this.pipeline.send(request, call);
		const isEmpty = isSuccess(exchange) && exchange.content.kind === 'empty';
		const data = isEmpty ? undefined : this.documentOf(exchange, request);
		return { data, response: factsOf(exchange) };
	}

	private async fetch(request: KardRequest, call: Call): Promise<Answer<unknown>> {
		const exchange = await this.pipeline.send(request, call);
		return { data: this.documentOf(exchange, request), response: factsOf(exchange) };
	}

	/** @throws KardApiError when Kard said no, or said yes without the document that belongs to it */
	private documentOf(exchange: Exchange, request: KardRequest): unknown {
		if (!isSuccess(exchange)) throw this.pipeline.errorOf(exchange, request);
		if (exchange.content.kind !== 'json') throw this.strange(exchange, request);
		return exchange.content.value;
	}

	/** Kard said yes, and may well have done it, but not in a way that can be read. */
	private strange(exchange: Exchange, request: KardRequest): KardApiError {
		return this.pipeline.errorOf({ ...exchange, outcomeUnknown: true }, request);
	}
}

/** What is sent of one resource, as the operation has it. */
function sentResource(
	{ resource, sentAs }: SingleOperation,
	id: string | undefined,
	attributes: Readonly<Record<string, unknown>>,
): unknown {
	if (sentAs === undefined) return { type: resource, id, attributes };
	const sent = { type: sentAs.type, attributes };
	return sentAs.list ? [sent] : sent;
}

function resourceIn(document: unknown, { sentAs }: SingleOperation): unknown {
	const data = isObject(document) && 'data' in document ? document.data : document;
	if (sentAs?.list !== true || !Array.isArray(data)) return data;
	const list: readonly unknown[] = data;
	return list[0];
}

/** An answer to a list of one may be a success by its status and an error by what it says of that one. */
function judged({ sentAs }: SingleOperation, exchange: Exchange): Exchange {
	if (sentAs?.list !== true || !isSuccess(exchange) || exchange.content.kind !== 'json') return exchange;
	const [error] = errorsIn(exchange.content.value) ?? [];
	if (error === undefined) return exchange;
	const own = /^[45]\d\d$/.test(error.status ?? '') ? Number(error.status) : 400;
	return { ...exchange, status: own };
}

function isSuccess({ status }: Exchange): boolean {
	return status >= 200 && status < 300;
}

function factsOf({ status, headers }: Exchange): ResponseFacts {
	return { status, headers };
}

/** Gone, or gone already: the first of several attempts may have got through without our hearing of it. */
function isGone(exchange: Exchange): boolean {
	const { status, content, outcomeUnknown } = exchange;
	return (isSuccess(exchange) && content.kind === 'empty') || (status === 404 && outcomeUnknown);
}
