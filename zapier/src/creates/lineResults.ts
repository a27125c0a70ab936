import { createHash } from 'node:crypto';
import { z } from 'zod/v4';
import { summarize, type BulkOperation, type RowOutcome, type SheetResult } from '../../../shared/host';
import { subjectsOf } from './subjects';

const text = (title: string) => z.string().meta({ title });
const perhaps = (title: string) => z.string().nullable().meta({ title });
const count = (title: string) => z.int().meta({ title });

const failure = {
	errorMessage: perhaps('Error Message'),
	errorField: perhaps('Error Field'),
	errorCode: perhaps('Error Code'),
	outcomeUnknown: z.boolean().meta({ title: 'Outcome Unknown' }),
};

const column = z.object({ heading: text('Heading'), field: text('Field') });

/** What a step with line items hands over. */
export function linesResult(operation: BulkOperation) {
	const about = { row: count('Row'), id: perhaps('ID'), ...subjectsOf(operation).fields };
	const line = z.object({
		...about,
		status: text('Status'),
		duplicateOfRow: z.int().nullable().meta({ title: 'Duplicate of Row' }),
		...failure,
		notes: text('Notes'),
		wouldSend: z.unknown().meta({ title: 'Would Send' }),
	});
	return z.object({
		id: text('ID'),
		summary: text('Summary'),
		accepted: count('Accepted'),
		ready: count('Ready'),
		failed: count('Failed'),
		skipped: count('Skipped'),
		results: z.array(line).meta({ title: 'Result' }),
		failedLines: z.array(z.object({ ...about, ...failure })).meta({ title: 'Failed Line' }),
		columnsRecognized: z.array(column).meta({ title: 'Recognized Column' }),
		columnsNotSent: z.array(z.string()).meta({ title: 'Columns Not Sent' }),
		columnsUnclear: z
			.array(z.object({ heading: text('Heading'), candidates: text('Candidates') }))
			.meta({ title: 'Unclear Column' }),
	});
}

/** A line of a sheet as Zapier shows it. Zapier has no lists inside of lines, so the notes are one text. */
function lineOf(operation: BulkOperation, outcome: RowOutcome) {
	const { row, id, status, duplicateOfRow, errorMessage, errorField, errorCode, outcomeUnknown } = outcome;
	const { notes, wouldSend = null } = outcome;
	const about = { row, id, ...subjectsOf(operation).of(outcome) };
	const reason = { errorMessage, errorField, errorCode, outcomeUnknown };
	const result = { ...about, status, duplicateOfRow, ...reason, notes: notes.join(' '), wouldSend };
	return { result, failed: { ...about, ...reason } };
}

/** The same rows with the same outcome have the same id, so that a Zap that runs again can tell. */
function idOf(rows: readonly RowOutcome[]): string {
	const facts = rows.map(({ id, status }) => [id, status]);
	return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}

function columnsIn({ columns, fields }: Pick<SheetResult, 'columns' | 'fields'>) {
	const titleOf = (key: string | undefined) => fields.find((field) => field.key === key)?.title ?? key ?? '';
	const of = (outcome: string) => columns.filter((one) => one.outcome === outcome);
	return {
		columnsRecognized: of('recognized').map(({ heading, field }) => ({ heading, field: titleOf(field) })),
		columnsNotSent: of('not sent').map(({ heading }) => heading),
		columnsUnclear: of('unclear').map(({ heading, candidates = [] }) => ({
			heading,
			candidates: candidates.map(titleOf).join(' or '),
		})),
	};
}

/** The result of a step: one line for each row, in the order of the rows, every line with the same fields. */
export function toLines(operation: BulkOperation, result: Pick<SheetResult, 'rows' | 'columns' | 'fields'>) {
	const { rows } = result;
	const counted = (...statuses: readonly string[]) =>
		rows.filter(({ status }) => statuses.includes(status)).length;
	const [failed, skipped, ready] = [counted('failed'), counted('skipped'), counted('ready')];
	const lines = rows.map((outcome) => ({ ...lineOf(operation, outcome), status: outcome.status }));
	return {
		id: idOf(rows),
		summary: summarize(rows),
		accepted: rows.length - failed - skipped - ready,
		ready,
		failed,
		skipped,
		results: lines.map((line) => line.result),
		failedLines: lines.filter(({ status }) => status === 'failed').map((line) => line.failed),
		...columnsIn(result),
	};
}

/** A result as it could be: one row that was accepted, and one that was not. */
export function linesSample(operation: BulkOperation) {
	const about = { ...subjectsOf(operation).sample, duplicateOfRow: null, outcomeUnknown: false, notes: [] };
	const good = { errorMessage: null, errorField: null, errorCode: null };
	const bad = {
		errorMessage: 'Email: is not an email address.',
		errorField: 'Email',
		errorCode: 'invalid',
	};
	const id = String(operation.sample.id);
	return toLines(operation, {
		rows: [
			{ row: 1, id, status: operation.accepted, ...about, ...good },
			{ row: 2, id: `${id}-2`, status: 'failed', ...about, ...bad },
		],
		columns: [
			{ heading: 'Member ID', outcome: 'recognized', field: 'User ID' },
			{ heading: 'Favorite Color', outcome: 'not sent' },
			{ heading: 'Reference', outcome: 'unclear', candidates: ['User ID', 'Email'] },
		],
		fields: [],
	});
}
