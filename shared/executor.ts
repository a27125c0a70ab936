import type { z } from 'zod/v4';
import { asItCame } from './answers/asItCame';
import type { Direction } from './answers/cursor';
import { readPage, type PageContent } from './answers/page';
import { readSingle } from './answers/single';
import type { BulkResult } from './bulk/result';
import { writeOneByOne } from './bulk/oneByOne';
import { runBulk } from './bulk/runBulk';
import { leavesDoubt } from './bulk/busyRows';
import type { BulkOptions, Resource } from './bulk/work';
import type { Clock } from './clock';
import type { KardApiError } from './errors';
import { kardPromise, type Answer, type KardPromise, type ResponseFacts } from './http/answer';
import type { Content } from './http/content';
import { Call, type CallDefaults, type RequestOptions } from './http/call';
import type { Exchange } from './http/persist';
import type { KardRequest, Pipeline } from './http/pipeline';
import { encodeQuery, fillPath, type QueryValue } from './http/url';
import type { BulkOperation, ListOperation, SingleOperation } from './operations';
import { kardList, type KardList, type PageSource } from './paging';
import { own } from './rows/cells';
import { rowPreparer } from './rows/prepareRow';
import { readRow } from './rows/readRow';
import { isResourceForm, resourceParts, withExtras } from './rows/resourceForm';
import { rowError } from './rows/rowError';
import { settingsOf, usualRowSettings, type RowChoices, type RowSettings } from './rows/settings';
import { errorsIn, isErrorList } from './schemas/errorDocument';
import { CURSOR } from './schemas/paging';

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

/** What is sent of a resource. It may also be given as Kard documents it, where it is one under the id of the path. */
function checkedAttributes(
	{ attributes: schema, resource, sentAs }: SingleOperation,
	id: string | undefined,
	raw: unknown,
	settings: RowSettings,
): Readonly<Record<string, unknown>> | undefined {
	if (schema === undefined) return undefined;
	if (sentAs !== undefined || !isResourceForm(raw)) return checked(schema, raw, settings);
	const { known, extras, issues } = resourceParts(raw, schema);
	const other = [['type', resource] as const, ['id', id] as const]
		.filter(([name, own]) => (raw[name] ?? own) !== own)
		.map(([path]) => ({ path, message: 'is not that of the resource to be written.' }));
	if (issues.length + other.length > 0) throw rowError(schema, [...issues, ...other]);
	return withExtras(checked(schema, known, settings), extras);
}

/** The ids of a path, read as those of rows are, so that one spelling reaches one resource everywhere. */
function readIds(operation: SingleOperation | ListOperation, ids: Ids): Ids {
	if (operation.ids === undefined) return ids;
	const read = Object.entries(checked(operation.ids, ids, usualRowSettings));
	return Object.fromEntries(read.map(([name, id]) => [name, String(id)]));
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

/** What says nothing of what it answers. */
const EMPTY: Content = { kind: 'empty' };

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
		const open = (): PageSource => {
			const call = this.call(options);
			const asked = { ...size, ...checked(operation.query, query, settingsOf(options)) };
			const direction = CURSOR.before in asked ? 'before' : 'after';
			const cursorName = CURSOR[direction];
			const fetch = async (cursor: string | undefined): Promise<Answer<PageContent>> => {
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
			onConflict: (resource: Resource, call: Call) =>
				this.runSingle(onConflict, { userId: resource.id }, resource, { email: 'address' }, call),
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
		const { method, idempotent, scope, forbiddenMeans, howToLook } = operation;
		const named = { ...readIds(operation, ids), organizationId: this.organizationId };
		const path = fillPath(operation.path, named) + query;
		return { method, path, idempotent, scope, forbiddenMeans, howToLook, body };
	}

	private async runSingle<T>(
		operation: SingleOperation & { readonly answer: z.ZodType<T> },
		ids: Ids,
		attributes: unknown,
		options: WriteOptions,
		call: Call,
	): Promise<Answer<T>> {
		const read = readIds(operation, ids);
		const [id] = Object.values(read);
		const sent = checkedAttributes(operation, id, attributes, settingsOf(options));
		const body = sent && { data: sentResource(operation, id, sent) };
		const request = this.request(operation, read, '', body && JSON.stringify(body));
		const named = operation.sentAs === undefined ? id : undefined;
		const exchange = judged(await this.pipeline.send(request, call), operation.method, named);
		if (!isSuccess(exchange) && !isGone(exchange, operation)) throw this.pipeline.errorOf(exchange, request);
		const content = isSuccess(exchange) ? exchange.content : EMPTY;
		const reading = readSingle({ operation, ids: read, sent }, content, exchange.status);
		if ('lacks' in reading) throw this.strange(exchange, request, reading.lacks);
		const { data, note } = reading;
		const answer = { data: asItCame<T>().parse(data), response: factsOf(exchange) };
		return note === undefined ? answer : { ...answer, notes: [note] };
	}

	private async runRaw(build: () => KardRequest, call: Call): Promise<Answer<unknown>> {
		const request = build();
		const exchange = await this.pipeline.send(request, call);
		const isEmpty = isSuccess(exchange) && exchange.content.kind === 'empty';
		const data = isEmpty ? undefined : this.documentOf(exchange, request);
		return { data, response: factsOf(exchange) };
	}

	private async fetchPage(
		request: KardRequest,
		direction: Direction,
		call: Call,
	): Promise<Answer<PageContent>> {
		const exchange = judged(await this.pipeline.send(request, call), request.method);
		const data = readPage(this.documentOf(exchange, request), direction);
		if (data === undefined) throw this.strange(exchange, request, 'data');
		return { data, response: factsOf(exchange) };
	}

	/** @throws KardApiError when Kard said no, or said yes without the document that belongs to it */
	private documentOf(exchange: Exchange, request: KardRequest): unknown {
		if (!isSuccess(exchange)) throw this.pipeline.errorOf(exchange, request);
		if (exchange.content.kind !== 'json') throw this.strange(exchange, request);
		return exchange.content.value;
	}

	/** Kard said yes, and may well have done it, but not in a way that can be read. */
	private strange(exchange: Exchange, request: KardRequest, lacks?: string): KardApiError {
		const outcomeUnknown = request.method !== 'GET';
		return this.pipeline.errorOf({ ...exchange, outcomeUnknown }, request, lacks);
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

/**
 * An answer may be a success by its status and an error by what it says. Where that error says nothing, is about
 * something else, is not written as Kard writes errors, or says that Kard broke down, nobody can tell which of the two
 * holds.
 * @param id the id of what was asked about, where Kard did not give it
 */
function judged(exchange: Exchange, method: string, id?: string): Exchange {
	if (!isSuccess(exchange) || exchange.content.kind !== 'json') return exchange;
	const body = exchange.content.value;
	const [error] = errorsIn(body) ?? [];
	if (error === undefined) return exchange;
	const own = /^[45]\d\d$/.test(error.status ?? '') ? Number(error.status) : 400;
	const saysNothing = (error.status ?? error.detail ?? error.title) === undefined;
	const isOfAnother = id !== undefined && error.id !== undefined && error.id !== id;
	const isOpen = saysNothing || isOfAnother || !isErrorList(body) || leavesDoubt(own);
	return {
		...exchange,
		status: own,
		outcomeUnknown: exchange.outcomeUnknown || (method !== 'GET' && isOpen),
	};
}

function isSuccess({ status }: Exchange): boolean {
	return status >= 200 && status < 300;
}

function factsOf({ status, headers }: Exchange): ResponseFacts {
	return { status, headers };
}

/** What was to be deleted is gone already: the first of several attempts may have got through without our hearing of it. */
function isGone({ status, outcomeUnknown }: Exchange, { method }: SingleOperation): boolean {
	return method === 'DELETE' && status === 404 && outcomeUnknown;
}
