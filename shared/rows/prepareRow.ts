import omit from 'lodash/omit';
import type { Prepared } from '../bulk/work';
import { KardValidationError } from '../errors';
import type { BulkOperation } from '../operations';
import { LONGEST_IDENTIFIER } from '../schemas/field';
import { readIdentifier } from '../values/text';
import { isBlank, own } from './cells';
import { deriveEventId } from './eventId';
import { readRow } from './readRow';
import { rowError, rowName } from './rowError';
import type { RowSettings } from './settings';

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

/**
 * Makes of a row what is sent to Kard: reads it, checks it, and gives it an id where it may do without its own.
 * @param rowType the type of rows that do not name theirs
 */
export function rowPreparer(
	operation: BulkOperation,
	settings: RowSettings,
	rowType: string | undefined,
): (raw: unknown, index: number) => Prepared {
	const types = Object.keys(operation.rows);
	const usualType = rowType ?? types[0] ?? '';
	return (raw, index) => {
		const stated = own(raw, 'type');
		const type = isBlank(stated) ? usualType : readType(stated);
		const schema =
			type !== undefined && Object.hasOwn(operation.rows, type) ? operation.rows[type] : undefined;
		if (type === undefined || schema === undefined) {
			const message = `expected one of ${types.join(', ')}.`;
			const error = new KardValidationError(`${rowName(index)}, type: ${message}`, [
				{ path: 'type', message },
			]);
			return { ok: false, id: statedId(raw), error };
		}
		const reading = readRow(schema, withoutType(raw), settings, 'type' in schema.shape ? { type } : {});
		if (!reading.ok) return { ok: false, id: statedId(raw), error: rowError(schema, reading.issues, index) };
		const { id } = reading.value;
		const attributes = omit(reading.value, 'type', 'id');
		return {
			ok: true,
			resource: { type, id: typeof id === 'string' ? id : deriveEventId(attributes), attributes },
		};
	};
}
