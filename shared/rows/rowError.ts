import type { z } from 'zod/v4';
import { KardValidationError, type ValidationIssue } from '../errors';
import { columnsOf } from '../fields/columns';

/** How many faults of one row a message lists; the rest is counted. */
const LISTED = 3;

/** "Row 3": the third row that was handed over, counted from one as a person counts. */
export function rowName(index: number): string {
	return `Row ${String(index + 1)}`;
}

function sentence(issue: ValidationIssue, titles: ReadonlyMap<string, string>): string {
	const title = titles.get(issue.path) ?? issue.path;
	const text = title === '' ? issue.message : `${title}: ${issue.message}`;
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

/**
 * The error of one row that was refused before it was sent: the row, each field by its label, what was expected
 * and how to mend it.
 * @param index the row's place among the rows handed over, from zero; undefined when there was just one thing to send
 */
export function rowError(
	schema: z.ZodType,
	issues: readonly ValidationIssue[],
	index?: number,
): KardValidationError {
	const titles = new Map(columnsOf(schema).map((column) => [column.path.join('.'), column.title]));
	const listed = issues.slice(0, LISTED).map((issue) => sentence(issue, titles));
	const more = issues.length > LISTED ? [`And ${String(issues.length - LISTED)} more.`] : [];
	const row = index === undefined ? '' : `${rowName(index)}, `;
	return new KardValidationError(row + [...listed, ...more].join(' '), issues);
}
