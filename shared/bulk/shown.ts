import cloneDeep from 'lodash/cloneDeep';
import type { Column } from '../fields/columns';
import type { Fields } from '../json';
import { own, put } from '../rows/cells';
import type { SentResource } from '../rows/prepareRow';

/** What is shown of a value whose kind does not say what may be seen of it. */
const HIDDEN = '***';

function maskedBy({ masked }: Column, value: unknown): unknown {
	if (Array.isArray(value)) return value.map((one) => masked?.(String(one)) ?? HIDDEN);
	return masked?.(String(value)) ?? HIDDEN;
}

/**
 * Makes what a person may see of a row that would be sent: its id and its attributes, with the values of sensitive
 * fields masked in the way of their kind.
 */
export function shownBy(columns: readonly Column[]): (resource: SentResource) => Fields {
	const sensitive = columns.filter((column) => column.sensitive);
	return ({ id, attributes }) => {
		const shown = { ...(id === undefined ? {} : { id }), ...cloneDeep(attributes) };
		for (const column of sensitive) {
			const value = column.path.reduce<unknown>(own, attributes);
			if (value !== undefined) put(shown, column.path, maskedBy(column, value));
		}
		return shown;
	};
}
