import type { z } from 'zod/v4';
import type { QueryValue } from '../http/url';
import type { AnyOperation, IdName, SingleOperation } from '../catalogue/description/operation';
import { columnsOf } from '../fields/columns';
import { readRow } from '../rows/readRow';
import { isResourceForm, resourceParts, withExtras } from '../rows/resourceForm';
import { rowFault } from '../rows/rowFault';
import { usualRowSettings, type RowSettings } from '../rows/rowSettings';

/** Ids in a path, by name. */
export type Ids = Readonly<Record<string, string>>;

/** The ids that the path of an operation has, by name. */
export type IdsOf<O extends { readonly path: string }> = Readonly<Record<IdName<O['path']>, string>>;

/**
 * What a caller gave, read and checked as a row is. There is no sheet around it, so nothing is left out.
 * @throws KardValidationError
 */
function checked(
	schema: z.ZodObject,
	raw: unknown,
	settings: RowSettings,
): Readonly<Record<string, unknown>> {
	const reading = readRow(schema, raw, { ...settings, strict: true });
	if (!reading.ok) throw rowFault(schema, reading.issues).error;
	return reading.value;
}

/** @throws KardValidationError for an update that changes nothing, whatever there is */
function saysSomething(
	{ method, merge }: SingleOperation,
	schema: z.ZodObject,
	attributes: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
	const isUpdate = method === 'PATCH' || merge !== undefined;
	if (!isUpdate || Object.values(attributes).some((value) => value !== undefined)) return attributes;
	const titles = columnsOf(schema).map(({ title }) => title);
	const message = `There is nothing to update. Fill in at least one of these: ${titles.join(', ')}.`;
	throw rowFault(schema, [{ path: '', message }]).error;
}

/**
 * The attributes that are sent of a resource. It may also be given as Kard documents it, where it is one under the id of
 * the path.
 * @param id the id in the path
 * @throws KardValidationError
 */
export function checkedAttributes(
	operation: SingleOperation,
	id: string | undefined,
	raw: unknown,
	settings: RowSettings,
): Readonly<Record<string, unknown>> | undefined {
	const { attributes: schema, resource, sentAs } = operation;
	if (schema === undefined) return undefined;
	if (sentAs !== undefined || !isResourceForm(raw))
		return saysSomething(operation, schema, checked(schema, raw, settings));
	const { known, extras, issues } = resourceParts(raw, schema);
	const other = [['type', resource.name] as const, ['id', id] as const]
		.filter(([name, own]) => (raw[name] ?? own) !== own)
		.map(([path]) => ({
			path,
			message: 'names another resource than the one to be written. Leave it out, or correct it.',
		}));
	if (issues.length + other.length > 0) throw rowFault(schema, [...issues, ...other]).error;
	return saysSomething(operation, schema, withExtras(checked(schema, known, settings), extras));
}

/**
 * The ids of a path, read as those of rows are, so that one spelling reaches one resource everywhere.
 * @throws KardValidationError
 */
export function checkedIds(operation: Pick<AnyOperation, 'ids'>, ids: Ids): Ids {
	const read = Object.entries(checked(operation.ids, ids, usualRowSettings));
	return Object.fromEntries(read.map(([name, id]) => [name, String(id)]));
}

/**
 * What a list is narrowed by. `none` or `-` is something to search for like any other.
 * @throws KardValidationError
 */
export function checkedQuery(
	schema: z.ZodObject,
	query: unknown,
	settings: RowSettings,
): Readonly<Record<string, unknown>> {
	return checked(schema, query, { ...settings, literal: true });
}

/** Kard takes related resources as one comma-separated value, and every other list as a repeated parameter. */
export function asQuery(values: Readonly<Record<string, unknown>>): Record<string, QueryValue> {
	const written = (name: string, value: unknown): QueryValue => {
		if (!Array.isArray(value)) return String(value);
		const list = value.map(String);
		return name === 'include' ? list.join(',') : list;
	};
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, written(name, value)]));
}

/** What is sent of one resource, as the operation has it. */
export function sentResource(
	{ resource, sentAs }: SingleOperation,
	id: string | undefined,
	attributes: Readonly<Record<string, unknown>>,
): unknown {
	if (sentAs === undefined) return { type: resource.name, id, attributes };
	const sent = { type: sentAs.type, attributes };
	return sentAs.list ? [sent] : sent;
}
