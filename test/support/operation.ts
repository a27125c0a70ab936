import type { z } from 'zod/v4';
import {
	columnsOf,
	offeredTypes,
	type AnyOperation,
	type BulkOperation,
	type Column,
	type KardClient,
	type SingleOperation,
	type WriteOptions,
} from '../../shared/host';

/** Which fields of an operation are filled in. */
type FieldChoice = (column: Column) => boolean;

/** Only what an operation cannot do without. */
export const requiredFields: FieldChoice = ({ required }) => required;
/** What excludes another field: an email is sent as its hash, and a list is read in one direction. */
const EXCLUDED = new Set(['hashedEmail', 'pageBefore']);
/** Everything that can be given at once. */
export const allFields: FieldChoice = ({ key }) => !EXCLUDED.has(key);

type Values = Record<string, unknown>;

/** Values that could be real, from the descriptions of the fields; a list where a field takes several. */
function examplesOf(schema: z.ZodObject | undefined, chosen: FieldChoice): Values {
	const columns = schema === undefined ? [] : columnsOf(schema).filter(chosen);
	return Object.fromEntries(
		columns.map(({ key, input, examples }) => [key, input === 'choices' ? [...examples] : examples[0]]),
	);
}

/** A transaction has the date that belongs to its status, although no single date is required. */
const withDate =
	(chosen: FieldChoice): FieldChoice =>
	(column) =>
		chosen(column) || column.key === 'settledDate';

/** Ids for an operation as its description has them, but for those that are given. */
export function idsFor(
	{ ids }: AnyOperation,
	given: Readonly<Record<string, string>> = {},
): Record<string, string> {
	const described = Object.entries(examplesOf(ids, requiredFields)).map(
		([name, id]) => [name, String(id)] as const,
	);
	return { ...Object.fromEntries(described), ...given };
}

/** Rows for a bulk operation as its description has them, one of each type that is offered. */
export function rowsFor({ rows }: BulkOperation, chosen: FieldChoice = requiredFields): Values[] {
	return offeredTypes(rows).map(({ type }) => {
		const row = examplesOf(rows[type], withDate(chosen));
		return {
			...row,
			id: `${String(row.id)}-${type}`,
			...(rows[type] && 'type' in rows[type].shape ? { type } : {}),
		};
	});
}

/** What an operation on one resource sends, as its description has it. */
export function attributesFor(
	{ attributes, merge, method }: SingleOperation,
	chosen: FieldChoice = requiredFields,
): Values | undefined {
	return attributes && examplesOf(merge?.whole ?? attributes, method === 'PATCH' ? allFields : chosen);
}

/** How any operation is carried out: with which fields, ids and options. */
interface CarryingOut {
	readonly fields?: FieldChoice;
	readonly ids?: Readonly<Record<string, string>>;
	readonly options?: WriteOptions;
}

/** Carries out any operation on values from its description, and gives what the client gives. */
export async function carryOut(
	client: KardClient,
	operation: AnyOperation,
	{ fields = requiredFields, ids: given, options = {} }: CarryingOut = {},
): Promise<unknown> {
	if (operation.kind === 'bulk') {
		return await client.bulk(operation, rowsFor(operation, fields), { batchSize: 1, ...options });
	}
	const ids = idsFor(operation, given);
	if (operation.kind === 'list') {
		const query = examplesOf(operation.query, fields);
		return await client.list(operation, { ids, query }, options).toArray({ limit: 100 });
	}
	const query = operation.query && examplesOf(operation.query, fields);
	const attributes = attributesFor(operation, fields);
	// What an update reads first has tests of its own.
	return await client.single(operation, { ids, attributes, query }, { attributes: 'replace', ...options });
}

/** The name of an operation as a person meets it: `user: Create`. */
export function nameOf({ resource, title }: AnyOperation): string {
	return `${resource.name}: ${title}`;
}
