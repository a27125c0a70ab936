import mapValues from 'lodash/mapValues';
import { z } from 'zod/v4';
import { rowColumns, type BulkOperation, type RowOutcome } from '../../../shared/host';

/** What a row is about beside its own ID, by the keys that its outcome has. */
const SUBJECTS = ['userId', 'transactionId'] as const;

/** What the outcome of a row says of whom and what the row is about, where its rows have such fields. */
export function subjectsOf(operation: BulkOperation) {
	const columns = rowColumns(operation, undefined);
	const there = SUBJECTS.flatMap((key) =>
		columns.filter((column) => column.key === key).map((column) => ({ ...column, key })),
	);
	const titles = Object.fromEntries(there.map(({ key, title }) => [key, title]));
	return {
		/** Their descriptions. */
		fields: mapValues(titles, (title) => z.string().nullable().meta({ title })),
		/** Their examples. */
		sample: Object.fromEntries(there.map(({ key, examples: [example] }) => [key, String(example)])),
		/** Their values. */
		of: (outcome: Partial<RowOutcome>) =>
			Object.fromEntries(there.map(({ key }) => [key, outcome[key] ?? null])),
	};
}
