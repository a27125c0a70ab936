import type { z } from 'zod/v4';
import { columnsOf, type AnyOperation, type Column, type KardClient } from '../../shared';
import { offeredTypes } from '../../shared/catalogue/description/rowTypes';

/** Which fields of an operation are filled in. */
export type FieldChoice = (column: Column) => boolean;

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

/** Carries out any operation on values from its description, and gives what the client gives. */
export async function carryOut(
	client: KardClient,
	operation: AnyOperation,
	chosen: FieldChoice = requiredFields,
): Promise<unknown> {
	if (operation.kind === 'bulk') {
		const { rows: schemas } = operation;
		const rows = offeredTypes(schemas).map(({ type }) => ({
			...examplesOf(schemas[type], withDate(chosen)),
			...(schemas[type] && 'type' in schemas[type].shape ? { type } : {}),
		}));
		return await client.bulk(operation, rows, { batchSize: 1 });
	}
	const ids = Object.fromEntries(
		Object.entries(examplesOf(operation.ids, requiredFields)).map(([name, id]) => [name, String(id)]),
	);
	if (operation.kind === 'list') {
		return await client
			.list(operation, { ids, query: examplesOf(operation.query, chosen) })
			.toArray({ limit: 100 });
	}
	const isChange = operation.method === 'PATCH';
	const attributes = operation.attributes && examplesOf(operation.attributes, isChange ? allFields : chosen);
	const query = operation.query && examplesOf(operation.query, chosen);
	return await client.single(operation, { ids, attributes, query });
}

/** The name of an operation as a person meets it: `User: Create`. */
export function nameOf({ resource, title }: AnyOperation): string {
	return `${resource.name}: ${title}`;
}
