import { createHash } from 'node:crypto';
import { z } from 'zod/v4';
import type { BulkOperation, BulkResult, FailedRow, SucceededRow } from '../../../shared/host';
import { failureText } from './batchFailure';

/** What became of each row, as Zapier's next steps see it. */
const lineResult = z.object({
	row: z.int().meta({ title: 'Row' }),
	id: z.string().meta({ title: 'ID' }),
	status: z.string().meta({ title: 'Status' }),
	error: z.string().meta({ title: 'Error' }),
	outcomeUnknown: z.boolean().meta({ title: 'Outcome Unknown' }),
	duplicateOfRow: z.int().nullable().meta({ title: 'Duplicate of Row' }),
});

/** What became of a row. */
type LineResult = z.infer<typeof lineResult>;

/** What a step with line items hands over. */
export const linesResult = z.object({
	id: z.string().meta({ title: 'ID' }),
	accepted: z.int().meta({ title: 'Accepted' }),
	failed: z.int().meta({ title: 'Failed' }),
	results: z.array(lineResult).meta({ title: 'Result' }),
});

function succeeded({ index, id, status, duplicateOf }: SucceededRow): LineResult {
	const duplicateOfRow = duplicateOf === undefined ? null : duplicateOf + 1;
	return { row: index + 1, id, status, error: '', outcomeUnknown: false, duplicateOfRow };
}

function failed(failure: FailedRow): LineResult {
	const { row, id = '', error } = failure;
	const { outcomeUnknown } = error;
	return { row, id, status: 'failed', error: failureText(failure), outcomeUnknown, duplicateOfRow: null };
}

/** The same rows with the same outcome have the same id, so that a Zap that runs again can tell. */
function idOf(results: readonly LineResult[]): string {
	const facts = results.map(({ id, status }) => [id, status]);
	return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}

/** The result of a step: one line for each row, in the order of the rows, every line with the same fields. */
export function toLines(result: BulkResult): z.infer<typeof linesResult> {
	const results = [...result.succeeded.map(succeeded), ...result.failed.map(failed)].sort(
		(a, b) => a.row - b.row,
	);
	return {
		id: idOf(results),
		accepted: result.succeeded.length,
		failed: result.failed.length,
		results,
	};
}

/** A result as it could be: one row that was accepted. */
export function linesSample({ sample, accepted }: BulkOperation): z.infer<typeof linesResult> {
	return toLines({
		succeeded: [{ index: 0, id: String(sample.id), status: accepted }],
		failed: [],
		requests: 1,
	});
}
