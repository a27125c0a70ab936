import countBy from 'lodash/countBy';
import type { RowOutcome } from './result';

/** What is said of rows with each status, in the order in which it is said. */
const WORDS: Readonly<Partial<Record<string, string>>> = {
	created: 'created',
	updated: 'updated',
	unchanged: 'unchanged',
	submitted: 'submitted',
	ready: 'ready to be sent',
	duplicate: 'known already',
	failed: 'failed',
	skipped: 'empty and skipped',
};

/** What became of the rows, in one sentence: `Of 10 rows: 8 submitted and 2 failed.` */
export function summarize(rows: readonly Pick<RowOutcome, 'status'>[]): string {
	const counts = countBy(rows, ({ status }) => status);
	const parts = Object.entries(WORDS).flatMap(([status, words]) =>
		counts[status] === undefined ? [] : [`${String(counts[status])} ${words ?? status}`],
	);
	if (parts.length === 0) return 'There were no rows.';
	const [last = '', ...before] = parts.reverse();
	const list = before.length === 0 ? last : `${before.reverse().join(', ')} and ${last}`;
	return `${rows.length === 1 ? 'Of 1 row' : `Of ${String(rows.length)} rows`}: ${list}.`;
}
