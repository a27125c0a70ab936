import omit from 'lodash/omit';
import type { z } from 'zod/v4';
import { KardValidationError, type KardError, type ValidationIssue } from '../errors';
import type { BulkOperation } from '../catalogue/operation';
import { LONGEST_IDENTIFIER } from '../fields/field';
import { readIdentifier } from '../fields/text';
import { isBlank } from '../fields/cell';
import { own } from './cells';
import { deriveEventId } from './eventId';
import { readRow } from './readRow';
import { isResourceForm, resourceParts, withExtras } from './resourceForm';
import { rowError, rowName } from './rowError';
import { offeredTypes } from '../catalogue/rowTypes';
import type { RowSettings } from './rowSettings';

/** A row as it is sent. */
export interface Resource {
	readonly type: string;
	readonly id: string;
	readonly attributes: Readonly<Record<string, unknown>>;
}

/** A row that can be sent, or why it cannot. */
export type Prepared =
	| { readonly ok: true; readonly resource: Resource }
	| { readonly ok: false; readonly id: string | undefined; readonly error: KardError };

/** The id of a row that may be too broken to be read. */
function statedId(raw: unknown): string | undefined {
	const id = readIdentifier(own(raw, 'id'), { maxLength: LONGEST_IDENTIFIER });
	return id.ok ? id.value : undefined;
}

function withoutType(raw: unknown): unknown {
	if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'type')) return raw;
	return omit(raw, 'type');
}

function readType(stated: unknown): string | undefined {
	return typeof stated === 'string' ? stated.trim() : undefined;
}

/** How Kard writes the names of its types: `coreTransaction`. */
const LIKE_A_TYPE = /^[a-z][A-Za-z0-9]{0,63}$/;

function issueError(index: number, issue: ValidationIssue): KardValidationError {
	return new KardValidationError(`${rowName(index)}, ${issue.path}: ${issue.message}`, [issue]);
}

/** A row of a type that Kard has added: all that can be checked is that it holds no card number. */
function prepareOpenRow(type: string, raw: Readonly<Record<string, unknown>>, index: number): Prepared {
	const id = statedId(raw);
	const { extras, issues } = resourceParts(raw, undefined);
	const missing = { path: 'id', message: 'is required for a type that this version does not know.' };
	const [issue] = id === undefined ? [missing, ...issues] : issues;
	return issue !== undefined || id === undefined
		? { ok: false, id, error: issueError(index, issue ?? missing) }
		: { ok: true, resource: { type, id, attributes: withExtras({}, extras) } };
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
): (raw: unknown, index: number) => Prepared {
	const types = Object.keys(operation.rows);
	const usualType = rowType ?? types[0] ?? '';
	// A single type is the operation's own; a list of them is Kard's, and may grow.
	const isOpen = types.length > 1;

	const prepareKnown = (type: string, schema: z.ZodObject, raw: unknown, index: number): Prepared => {
		const parts = isResourceForm(raw) ? resourceParts(raw, schema) : undefined;
		const misplaced = parts?.issues ?? [];
		const row = parts === undefined ? withoutType(raw) : { ...parts.known, id: own(raw, 'id') };
		const reading = readRow(schema, row, settings, 'type' in schema.shape ? { type } : {});
		if (!reading.ok || misplaced.length > 0) {
			// Where attributes cannot be told from the rest, every field would be called missing.
			const issues = reading.ok || misplaced.length > 0 ? misplaced : reading.issues;
			return { ok: false, id: statedId(raw), error: rowError(schema, issues, index) };
		}
		const { id } = reading.value;
		const attributes = withExtras(omit(reading.value, 'type', 'id'), parts?.extras ?? []);
		return {
			ok: true,
			resource: { type, id: typeof id === 'string' ? id : deriveEventId(attributes), attributes },
		};
	};

	return (raw, index) => {
		const stated = own(raw, 'type');
		const type = isBlank(stated) ? usualType : readType(stated);
		const schema =
			type !== undefined && Object.hasOwn(operation.rows, type) ? operation.rows[type] : undefined;
		if (type !== undefined && schema !== undefined) return prepareKnown(type, schema, raw, index);
		if (isOpen && type !== undefined && LIKE_A_TYPE.test(type) && isResourceForm(raw))
			return prepareOpenRow(type, raw, index);
		const message = `expected one of ${offeredTypes(operation.rows)
			.map(({ type: offered }) => offered)
			.join(', ')}.`;
		return { ok: false, id: statedId(raw), error: issueError(index, { path: 'type', message }) };
	};
}
