import { type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod/v4';
import {
	columnsOf,
	KardAuthenticationError,
	KardError,
	simplifyResource,
	type Column,
	type Ids,
	type KardClient,
	type ListOperation,
	type SingleOperation,
} from '../../../shared/index';
import { PARAMETERS } from '../parameters/names';
import { withNamedEvent } from '../parameters/otherEvent';
import { queryColumns } from '../parameters/operationParameters';
import { textParameter } from '../parameters/textParameter';
import { asError, failedItem, isCancelled, stopped } from './failures';
import { settingsOf } from './settings';

const fields = z.record(z.string(), z.unknown());

/** One operation, item by item. */
interface ForItem {
	/** Carries it out for one item. */
	readonly run: (index: number) => Promise<IDataObject[]>;
	/** The id of what an item is about, if it can be read. */
	readonly idOf: (index: number) => string | undefined;
}

/**
 * Runs an operation once for each item, and keeps each output item linked to its input.
 * After a cancellation n8n keeps what is returned, and so the items done so far are.
 * @throws NodeOperationError for the first item that fails, unless the node is set to go on
 */
export async function forEachItem(
	context: IExecuteFunctions,
	{ run, idOf }: ForItem,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	let refusal: KardError | undefined;
	for (const index of context.getInputData().keys()) {
		try {
			// What Kard refused to these credentials once, it refuses to every further item; and where no token could be had,
			// three attempts for one item are enough for all.
			const found = refusal === undefined ? await run(index) : await Promise.reject(refusal);
			for (const json of found) output.push({ json, pairedItem: { item: index } });
		} catch (caught) {
			if (isCancelled(context)) break;
			if (concernsAll(caught)) refusal = caught;
			if (!context.continueOnFail()) throw stopped(context, caught, index);
			output.push(failedItem(context, { index, id: idOf(index), error: asError(caught) }));
		}
	}
	return output;
}

function concernsAll(error: unknown): error is KardError {
	return error instanceof KardAuthenticationError || (error instanceof KardError && error.noToken);
}

function idsFor(context: IExecuteFunctions, operation: SingleOperation | ListOperation, index: number): Ids {
	return Object.fromEntries(
		columnsOf(operation.ids).map(({ key }) => [key, textParameter(context, key, index)]),
	);
}

/** A way to the id of an item that holds when the item is too broken to be read. */
function idReader(context: IExecuteFunctions, operation: SingleOperation | ListOperation): ForItem['idOf'] {
	return (index) => {
		try {
			return Object.values(idsFor(context, operation, index)).find((id) => id !== '');
		} catch {
			return undefined;
		}
	};
}

function collection(context: IExecuteFunctions, name: string, index: number): Record<string, unknown> {
	return fields.parse(context.getNodeParameter(name, index, {}));
}

function attributesFor(context: IExecuteFunctions, operation: SingleOperation, index: number): unknown {
	if (!operation.attributes) return undefined;
	const required = columnsOf(operation.attributes).filter((column) => column.required);
	const own = required.map(({ key }) => [key, context.getNodeParameter(key, index)]);
	return withNamedEvent({
		...collection(context, PARAMETERS.attributes, index),
		...fields.parse(Object.fromEntries(own)),
	});
}

/** An operation on one resource, item by item. */
export function singleForItem(
	context: IExecuteFunctions,
	client: KardClient,
	operation: SingleOperation,
): ForItem {
	const settings = settingsOf(context, operation);
	const queried = operation.query ? columnsOf(operation.query) : [];
	const run = async (index: number): Promise<IDataObject[]> => {
		const ids = idsFor(context, operation, index);
		const sent = attributesFor(context, operation, index);
		const query = chosen(queried, collection(context, PARAMETERS.options, index));
		const input = { ids, attributes: sent, query };
		const { data, included, notes } = await client.single(operation, input, settings).withResponse();
		const told = notes === undefined ? {} : { notes: [...notes] };
		if (operation.method === 'DELETE') return [{ id: Object.values(ids).join(), deleted: true, ...told }];
		const simplify = context.getNodeParameter(PARAMETERS.simplify, index, true) === true;
		const shown = (one: unknown) => plain(simplify ? simplifyResource(one) : one);
		const related = included && { included: included.map(shown) };
		return [{ ...shown(data), ...related, ...told }];
	};
	return { run, idOf: idReader(context, operation) };
}

/** What a person filled in of a query; an empty choice asks for nothing. */
function chosen(columns: readonly Column[], given: Record<string, unknown>): Record<string, unknown> {
	const entries = columns.map(({ key }): [string, unknown] => [key, given[key]]);
	return Object.fromEntries(entries.filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
}

/** How many results are wanted for an item. */
function limitFor(context: IExecuteFunctions, index: number): number {
	if (context.getNodeParameter(PARAMETERS.returnAll, index, false)) return Infinity;
	const limit = Number(context.getNodeParameter(PARAMETERS.limit, index, 50));
	if (Number.isInteger(limit) && limit > 0) return limit;
	throw new KardError('Limit: expected a whole number of at least 1. Enter one, or turn on Return All.');
}

/** An operation that lists resources, item by item. */
export function listForItem(
	context: IExecuteFunctions,
	client: KardClient,
	operation: ListOperation,
): ForItem {
	const settings = settingsOf(context, operation);
	const { filters, others } = queryColumns(operation);
	const run = async (index: number): Promise<IDataObject[]> => {
		const query = {
			...chosen(filters, withNamedEvent(collection(context, PARAMETERS.filters, index))),
			...chosen(others, collection(context, PARAMETERS.options, index)),
		};
		const limit = limitFor(context, index);
		const pageSize =
			operation.pageSize === undefined ? {} : { pageSize: Math.min(limit, operation.pageSize) };
		const simplify = context.getNodeParameter(PARAMETERS.simplify, index, true) === true;
		const found: IDataObject[] = [];
		const ids = idsFor(context, operation, index);
		const list = client.list(operation, { ids, query: { ...query, ...pageSize } }, settings);
		for await (const page of list.pages()) {
			const items = page.data.map((one) => plain(simplify ? simplifyResource(one, page.included) : one));
			found.push(...items.slice(0, limit - found.length));
			if (found.length >= limit) break;
		}
		return found;
	};
	return { run, idOf: idReader(context, operation) };
}

/** Output items are plain JSON objects, whatever the schemas call them; what is no object stands under `value`. */
function plain(resource: unknown): IDataObject {
	const isObject = (value: unknown): value is IDataObject =>
		typeof value === 'object' && value !== null && !Array.isArray(value);
	return isObject(resource) ? resource : plain(simplifyResource(resource));
}
