import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import {
	columnsOf,
	idOfSubject,
	type Column,
	type Ids,
	type ListOperation,
	type SingleOperation,
} from '../../../shared/host';
import { textParameter } from '../parameters/textParameter';

/** Fields by their names. */
type Fields = Readonly<Record<string, unknown>>;

const fields = z.record(z.string(), z.unknown());

/** What a person filled in of a collection, for one item. */
export function collectionParameter(context: IExecuteFunctions, name: string, index: number): Fields {
	return fields.parse(context.getNodeParameter(name, index, {}));
}

/** The ids of what an item is about. */
export function idsFor(
	context: IExecuteFunctions,
	operation: SingleOperation | ListOperation,
	index: number,
): Ids {
	return Object.fromEntries(
		columnsOf(operation.ids).map(({ key }) => [key, textParameter(context, key, index)]),
	);
}

/** The id of what an item is about; undefined where there is none, or the item is too broken to be read. */
export function idOfItem(
	context: IExecuteFunctions,
	operation: SingleOperation | ListOperation,
	index: number,
): string | undefined {
	try {
		const id = idOfSubject(operation, idsFor(context, operation, index));
		return id === '' ? undefined : id;
	} catch {
		return undefined;
	}
}

/** What a person filled in of a query; an empty choice asks for nothing. */
export function queryFrom(columns: readonly Column[], given: Fields): Record<string, unknown> {
	const entries = columns.map(({ key }): [string, unknown] => [key, given[key]]);
	return Object.fromEntries(entries.filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
}
