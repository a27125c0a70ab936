import { z } from 'zod/v4';
import { ApiError, apiError, errorObject, type ErrorObject } from './apiError';

/** One row of a request that creates what has no id yet, before its attributes were looked at. */
export interface NewRow {
	readonly type: string;
	readonly attributes: object;
	/** Its place in the document, as a JSON pointer. */
	readonly pointer: string;
}

/** One row of a request, before its attributes were looked at. */
export interface Row extends NewRow {
	readonly id: string;
}

const list = z.object({ data: z.array(z.unknown()) });
const single = z.object({ data: z.unknown() });
const LONGEST_VALUE_SHOWN = 80;

/** The rows of a bulk request. Refuses a document whose rows cannot even be separated. */
export function rowsOf(document: unknown, types: readonly string[], most: number): Row[] {
	return readRows(document, resourceSchema(types), most);
}

/** The rows of a request that creates what has no id yet. Refuses a document that is none of that kind. */
export function newRowsOf(document: unknown, type: string, most: number): NewRow[] {
	return readRows(document, newResourceSchema(type), most);
}

function readRows<R extends object>(document: unknown, schema: z.ZodType<R>, most: number): Placed<R>[] {
	const checked = list.safeParse(document);
	if (!checked.success) {
		throw apiError(400, 'data must be a list of resources.', { source: { pointer: '/data' } });
	}
	const count = checked.data.data.length;
	if (count < 1 || count > most) {
		const detail = `data must hold 1 to ${String(most)} resources, and holds ${String(count)}.`;
		throw apiError(400, detail, { source: { pointer: '/data' } });
	}
	return allOrRefuse(checked.data.data.map((row, index) => readRow(row, `/data/${String(index)}`, schema)));
}

/** The one resource of a request. */
export function rowOf(document: unknown, type: string): Row {
	return readSingle(document, resourceSchema([type]));
}

/** The one resource of a request whose id, if it has one, is only in the path. */
export function newRowOf(document: unknown, type: string): NewRow {
	return readSingle(document, newResourceSchema(type));
}

function readSingle<R extends object>(document: unknown, schema: z.ZodType<R>): Placed<R> {
	const checked = single.safeParse(document);
	if (!checked.success) throw apiError(400, 'data must be a resource.', { source: { pointer: '/data' } });
	const row = readRow(checked.data.data, '/data', schema);
	if ('errors' in row) throw new ApiError(400, row.errors);
	return row;
}

/** The complaints of a schema about one row, in Kard's shape. */
export function errorsOfRow(
	error: z.core.$ZodError,
	row: NewRow & { readonly id?: string | undefined },
): ErrorObject[] {
	return errorsOf(error, row.attributes, `${row.pointer}/attributes`, row.id);
}

function resourceSchema(types: readonly string[]) {
	return z.object({ type: z.enum([...types]), id: z.string().min(1), attributes: z.object({}).loose() });
}

function newResourceSchema(type: string) {
	return z.object({ type: z.literal(type), attributes: z.object({}).loose() });
}

type Placed<R> = R & { readonly pointer: string };

interface Unreadable {
	readonly errors: ErrorObject[];
}

function readRow<R extends object>(
	value: unknown,
	pointer: string,
	schema: z.ZodType<R>,
): Placed<R> | Unreadable {
	const checked = schema.safeParse(value);
	if (checked.success) return { ...checked.data, pointer };
	return { errors: errorsOf(checked.error, value, pointer, idIn(value)) };
}

function allOrRefuse<R extends object>(rows: readonly (Placed<R> | Unreadable)[]): Placed<R>[] {
	const errors = rows.flatMap((row) => ('errors' in row ? row.errors : []));
	if (errors.length > 0) throw new ApiError(400, errors);
	return rows.flatMap((row) => ('errors' in row ? [] : [row]));
}

function errorsOf(
	error: z.core.$ZodError,
	value: unknown,
	pointer: string,
	id: string | undefined,
): ErrorObject[] {
	// One error a field: a date that is not one is also missing to the rules that look at it afterwards.
	const firstByPointer = new Map<string, z.core.$ZodIssue>();
	for (const issue of error.issues) {
		const place = [pointer, ...issue.path.map(escapeToken)].join('/');
		if (!firstByPointer.has(place)) firstByPointer.set(place, issue);
	}
	return [...firstByPointer].map(([place, { path, message }]) => {
		const detail = `${path.join('.') || 'resource'}: ${message}${refusedValue(value, path)}`;
		return errorObject(400, detail, { source: { pointer: place }, ...(id === undefined ? {} : { id }) });
	});
}

/**
 * Kard may repeat refused values, personal ones included. So does the sandbox, so that a client can show that it
 * masks them.
 */
function refusedValue(value: unknown, path: readonly PropertyKey[]): string {
	const refused = path.reduce<unknown>(propertyOf, value);
	if (typeof refused !== 'string' && typeof refused !== 'number') return '';
	return ` (got ${JSON.stringify(refused).slice(0, LONGEST_VALUE_SHOWN)})`;
}

function propertyOf(value: unknown, key: PropertyKey): unknown {
	if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
	const property: unknown = Reflect.get(value, key);
	return property;
}

function idIn(value: unknown): string | undefined {
	const id = propertyOf(value, 'id');
	return typeof id === 'string' && id !== '' ? id : undefined;
}

function escapeToken(key: PropertyKey): string {
	return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}
