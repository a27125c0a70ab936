import mapValues from 'lodash/mapValues';
import omit from 'lodash/omit';
import once from 'lodash/once';
import type { z } from 'zod/v4';
import type { BulkOperation } from '../catalogue/description/operation';
import { isBlank } from '../fields/cell';
import { readIdentifier } from '../fields/identifier';
import { isFields } from '../json';
import { own, type Cells } from './cells';
import { deriveEventId } from './eventId';
import { quickRowReader } from './quickRow';
import { readRow } from './readRow';
import { isResourceForm, resourceParts, withExtras } from './resourceForm';
import { rowFault, type RowFault } from './rowFault';
import { offeredTypes } from '../catalogue/description/rowTypes';
import type { RowSettings } from './rowSettings';

/** A row as it is sent. */
export interface SentResource {
	readonly type: string;
	/** Undefined where Kard gives it. */
	readonly id?: string | undefined;
	readonly attributes: Readonly<Record<string, unknown>>;
}

/** A row that can be sent. */
interface SendableRow {
	readonly ok: true;
	readonly resource: SentResource;
	/** What was left out of the row, in sentences: `Phone Number left out: expected …`. */
	readonly notes?: readonly string[];
	/** The attributes that hold only because their field has a usual value. What Kard has goes before them. */
	readonly assumed?: readonly string[];
}

/** A row that can be sent, or why it cannot. */
export type PreparedRow = SendableRow | ({ readonly ok: false; readonly id: string | undefined } & RowFault);

/** The id of a row that may be too broken to be read. */
function statedId(raw: unknown): string | undefined {
	const id = readIdentifier(own(raw, 'id'));
	return id.ok ? id.value : undefined;
}

/** How Kard writes the names of its types: `coreTransaction`. */
const LIKE_A_TYPE = /^[a-z][A-Za-z0-9]{0,63}$/;

/** A row of a type that Kard has added: all that can be checked is that it holds no card number. */
function prepareOpenRow(type: string, raw: Readonly<Record<string, unknown>>): PreparedRow {
	const id = statedId(raw);
	const { extras, issues } = resourceParts(raw, undefined);
	const missing = { path: 'id', message: 'is required for a type that this version does not know.' };
	const [issue] = id === undefined ? [missing] : issues;
	return issue === undefined
		? { ok: true, resource: { type, id, attributes: withExtras({}, extras) } }
		: { ok: false, id, ...rowFault(undefined, [issue]) };
}

/** What there is to say of a row that was read. */
type Remarks = Pick<SendableRow, 'notes' | 'assumed'>;

/**
 * A row that was read, with an id of its own or one that is made of what it says.
 * @param raw the row as it came, with its fields by name
 */
function sentAs(
	type: string,
	{ id, attributes }: { readonly id: unknown; readonly attributes: SentResource['attributes'] },
	raw: Cells,
	settings: RowSettings,
): SentResource {
	return { type, id: typeof id === 'string' ? id : deriveEventId(attributes, raw, settings), attributes };
}

/** Of most rows there is nothing to say. */
function remarks({ notes, assumed }: Required<Remarks>): Remarks {
	return { ...(notes.length > 0 && { notes }), ...(assumed.length > 0 && { assumed }) };
}

/** Reads a row of a resource to which Kard gives its id. */
export function prepareNew(
	type: string,
	schema: z.ZodObject,
	raw: unknown,
	settings: RowSettings,
): PreparedRow {
	const reading = readRow(schema, raw, settings);
	return reading.ok
		? { ok: true, resource: { type, attributes: reading.value }, ...remarks(reading) }
		: { ok: false, id: undefined, ...rowFault(schema, reading.issues) };
}

/**
 * The thorough way: understands whatever a row of a known type may look like, and words what is wrong with it. The quick
 * way gives the same wherever it gives anything.
 */
export function prepareThoroughly(
	type: string,
	schema: z.ZodObject,
	raw: unknown,
	settings: RowSettings,
): PreparedRow {
	const parts = isResourceForm(raw) ? resourceParts(raw, schema) : undefined;
	const misplaced = parts?.issues ?? [];
	const flat = isFields(raw) && Object.hasOwn(raw, 'type') ? omit(raw, 'type') : raw;
	const row = parts === undefined ? flat : { ...parts.known, id: own(raw, 'id') };
	const reading = readRow(schema, row, settings, 'type' in schema.shape ? { type } : {});
	if (!reading.ok || misplaced.length > 0) {
		// Where attributes cannot be told from the rest, every field would be called missing.
		const issues = reading.ok || misplaced.length > 0 ? misplaced : reading.issues;
		return { ok: false, id: statedId(raw), ...rowFault(schema, issues) };
	}
	const { id } = reading.value;
	const fields = omit(reading.value, 'type', 'id');
	const attributes = parts === undefined ? fields : withExtras(fields, parts.extras);
	const resource = sentAs(type, { id, attributes }, isFields(row) ? row : {}, settings);
	return { ok: true, resource, ...remarks(reading) };
}

/**
 * Makes of a row what is sent to Kard: reads it, checks it, and gives it an id where it may do without its own. A row
 * may also be written as Kard documents it, `{type, id, attributes}`; there, what we do not know is passed on.
 * @param rowType the type of rows that do not name theirs
 */
export function rowPreparer(
	operation: BulkOperation,
	settings: RowSettings,
	rowType: string | undefined,
): (raw: unknown) => PreparedRow {
	const types = Object.keys(operation.rows);
	const usualType = rowType ?? types[0] ?? '';
	// A single type is the operation's own; a list of them is Kard's, and may grow.
	const isOpen = types.length > 1;
	const quickReaders = mapValues(operation.rows, (schema) => once(() => quickRowReader(schema, settings)));

	return (raw) => {
		const stated = own(raw, 'type');
		const named = typeof stated === 'string' ? stated.trim() : undefined;
		const type = isBlank(stated) ? usualType : named;
		const schema =
			type !== undefined && Object.hasOwn(operation.rows, type) ? operation.rows[type] : undefined;
		if (type !== undefined && schema !== undefined) {
			const row = isFields(raw) ? raw : {};
			const quick = row === raw ? quickReaders[type]?.()?.(row) : undefined;
			if (quick === undefined) return prepareThoroughly(type, schema, raw, settings);
			const resource = sentAs(type, quick, row, settings);
			return quick.assumed ? { ok: true, resource, assumed: quick.assumed } : { ok: true, resource };
		}
		if (isOpen && type !== undefined && LIKE_A_TYPE.test(type) && isResourceForm(raw))
			return prepareOpenRow(type, raw);
		const offered = offeredTypes(operation.rows).map((one) => one.type);
		const message = `expected one of ${offered.join(', ')}.`;
		return { ok: false, id: statedId(raw), ...rowFault(undefined, [{ path: 'type', message }]) };
	};
}
