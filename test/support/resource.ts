import { columnsOf, operations, type BulkOperation } from '../../shared/host';
import type { SheetRow } from './purchase';

/** A resource as Kard documents it. */
export interface Resource {
	readonly type: string;
	readonly id: string;
	readonly attributes: Readonly<Record<string, unknown>>;
}

/** A row as the resource that Kard documents: `purchase()` is a `transaction`, `person()` a `user`. */
export function asResource(row: object, type = 'userId' in row ? 'transaction' : 'user'): Resource {
	const cells: SheetRow = { type, ...row };
	const { id, type: itsType, ...attributes } = cells;
	return { type: String(itsType), id: String(id), attributes };
}

/** The resources in the body of a request or a response; none where there is no `data`. */
export function resourcesIn(body: unknown): Resource[] {
	const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : [];
	// What tests look into; a wrong shape shows where they compare it.
	return [data].flat() as Resource[];
}

function titlesOf(row: object): ReadonlyMap<string, string> {
	const type = 'type' in row ? String(row.type) : 'userId' in row ? 'transaction' : 'user';
	const isBulk = (one: { kind: string }): one is BulkOperation => one.kind === 'bulk';
	const schema = operations.filter(isBulk).find(({ rows }) => type in rows)?.rows[type];
	if (schema === undefined) throw new Error(`There are no rows of the type ${type}.`);
	return new Map(columnsOf(schema).map(({ key, title }) => [key, title]));
}

/** A row as the line of a sheet: its cells under the titles of their fields, `User ID` for `userId`. */
export function sheetLine(row: object, cells: SheetRow = {}): Record<string, unknown> {
	const titles = titlesOf(row);
	const named = Object.entries(row).flatMap(([key, cell]) => {
		const title = titles.get(key);
		return title === undefined ? [] : [[title, cell] as const];
	});
	return { ...Object.fromEntries(named), ...cells };
}
