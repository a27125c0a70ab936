import uniqBy from 'lodash/uniqBy';
import type { PlainInputField } from 'zapier-platform-core';
import {
	columnsOf,
	type Column,
	type KardClient,
	type ListOperation,
	type WriteOptions,
} from '../../../shared/host';
import { inOrderOfNeed } from '../fields/groups';
import { idFields, idsOf } from '../fields/ids';
import { inputField, valuesOf } from '../fields/inputField';
import { resourceOutput } from '../fields/outputFields';

/** What a person can narrow and sort a list by. How it is cut into pages is no choice: a step reads all it needs. */
function queryColumns({ query }: ListOperation): readonly Column[] {
	return columnsOf(query).filter(({ path: [name] }) => name?.startsWith('page[') !== true);
}

function isFilter({ path: [name] }: Column): boolean {
	return name?.startsWith('filter[') ?? false;
}

/** The fields that say what is wanted: of whom, and which. */
export function filterFields(operation: ListOperation): PlainInputField[] {
	const filters = queryColumns(operation).filter(isFilter);
	return [...idFields(operation), ...filters.map((column) => inputField(column))];
}

/** The fields that say what is wanted: of whom, which, in which order, and what comes with it. */
export function listFields(operation: ListOperation): PlainInputField[] {
	const others = queryColumns(operation).filter((column) => !isFilter(column));
	return inOrderOfNeed(
		[...filterFields(operation), ...others.map((column) => inputField(column))],
		({ key }) => filterFields(operation).some((field) => field.key === key),
	);
}

/** Which part of a list is wanted. */
export interface Range {
	/** How many items to leave out at the beginning. */
	readonly skip?: number;
	/** How many items to take; all of them when it is missing. */
	readonly limit?: number;
}

/** Part of a list, and what Kard says of the whole. */
interface PartOfList {
	readonly items: readonly (Record<string, unknown> & { id: string })[];
	readonly meta: Readonly<Record<string, unknown>>;
}

/** Lists what the person wants, each item laid flat with every field. */
export async function readList(
	client: KardClient,
	operation: ListOperation,
	inputs: Readonly<Record<string, unknown>>,
	{ skip = 0, limit = Infinity }: Range = {},
	options: WriteOptions = {},
): Promise<PartOfList> {
	const output = resourceOutput(operation.item);
	const { pageSize: usualSize = Infinity } = operation;
	const pageSize = Math.min(skip + limit, usualSize);
	const query = { ...valuesOf(queryColumns(operation), inputs), ...(pageSize < Infinity && { pageSize }) };
	const found: (Record<string, unknown> & { id: string })[] = [];
	let meta: PartOfList['meta'] = {};
	for await (const page of client
		.list(operation, { ids: idsOf(operation, inputs), query }, options)
		.pages()) {
		found.push(...page.data.map((item) => output.of(item, page.included)));
		meta = { ...page.meta, ...meta };
		if (found.length >= skip + limit) break;
	}
	// A list that changes while it is read may name an item twice, and Zapier takes no two results with one id.
	return { items: uniqBy(found, 'id').slice(skip, skip + limit), meta };
}
