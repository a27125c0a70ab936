import { z } from 'zod/v4';
import { errorObject, Refusal, refusal, type ErrorObject } from './errors';

/** One row of a request, before its attributes were looked at. */
export interface Row {
	readonly type: string;
	readonly id: string;
	readonly attributes: unknown;
	/** Where it stands in the document, as a JSON pointer. */
	readonly pointer: string;
}

const list = z.object({ data: z.array(z.unknown()) });
const single = z.object({ data: z.unknown() });
const LONGEST_VALUE_SHOWN = 80;

/** The rows of a bulk request. Refuses a document whose rows cannot even be told apart. */
export function rowsOf(document: unknown, types: readonly string[], most: number): Row[] {
	const checked = list.safeParse(document);
	if (!checked.success) {
		throw refusal(400, 'data must be a list of resources.', { source: { pointer: '/data' } });
	}
	const count = checked.data.data.length;
	if (count < 1 || count > most) {
		const detail = `data must hold 1 to ${String(most)} resources, and holds ${String(count)}.`;
		throw refusal(400, detail, { source: { pointer: '/data' } });
	}
	const schema = resourceSchema(types);
	return allOrRefuse(checked.data.data.map((row, index) => readRow(row, `/data/${String(index)}`, schema)));
}

/** The one resource of a request. */
export function rowOf(document: unknown, type: string): Row {
	const checked = single.safeParse(document);
	if (!checked.success) throw refusal(400, 'data must be a resource.', { source: { pointer: '/data' } });
	const row = readRow(checked.data.data, '/data', resourceSchema([type]));
	if ('errors' in row) throw new Refusal(400, row.errors);
	return row;
}

/** The complaints of a schema about one row, in Kard's shape. */
export function errorsOfRow(error: z.core.$ZodError, row: Row): ErrorObject[] {
	return errorsOf(error, row.attributes, `${row.pointer}/attributes`, row.id);
}

function resourceSchema(types: readonly string[]) {
	return z.object({ type: z.enum([...types]), id: z.string().min(1), attributes: z.object({}).loose() });
}

interface Unreadable {
	readonly errors: ErrorObject[];
}

function readRow(
	value: unknown,
	pointer: string,
	schema: ReturnType<typeof resourceSchema>,
): Row | Unreadable {
	const checked = schema.safeParse(value);
	if (checked.success) return { ...checked.data, pointer };
	return { errors: errorsOf(checked.error, value, pointer, idIn(value)) };
}

function allOrRefuse(rows: readonly (Row | Unreadable)[]): Row[] {
	const errors = rows.flatMap((row) => ('errors' in row ? row.errors : []));
	if (errors.length > 0) throw new Refusal(400, errors);
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
