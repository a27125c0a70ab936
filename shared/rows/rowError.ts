import type { z } from 'zod/v4';
import { KardValidationError, type ValidationIssue } from '../errors';
import { columnsOf } from '../fields/columns';

/** How many faults of one row a message lists; the rest is counted. */
const LISTED = 3;

/** Why a row cannot be sent. */
export interface RowFault {
	/** The label of the first field at fault; undefined where it is the row as a whole. */
	readonly field?: string | undefined;
	/** What was expected and how to mend it; what is wrong with further fields follows. */
	readonly reason: string;
	/** The same as an error. */
	readonly error: KardValidationError;
}

function sentence(title: string | undefined, message: string): string {
	const text = title === undefined ? message : `${title}: ${message}`;
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

/**
 * Puts into words why a row was refused before it was sent: each field by its label, what was expected and how to
 * mend it.
 * @param schema what is known of the row; undefined where nothing is
 */
export function rowFault(schema: z.ZodType | undefined, issues: readonly ValidationIssue[]): RowFault {
	const columns = schema === undefined ? [] : columnsOf(schema);
	const titles = new Map(columns.map((column) => [column.path.join('.'), column.title]));
	const titleOf = ({ path }: ValidationIssue) => (path === '' ? undefined : (titles.get(path) ?? path));
	const [first, ...others] = issues.slice(0, LISTED);
	const more = issues.length > LISTED ? [`And ${String(issues.length - LISTED)} more.`] : [];
	const listed = others.map((issue) => sentence(titleOf(issue), issue.message));
	const field = first && titleOf(first);
	const reason = [sentence(undefined, first?.message ?? ''), ...listed, ...more].join(' ');
	return {
		field,
		reason,
		error: new KardValidationError(field === undefined ? reason : `${field}: ${reason}`, issues),
	};
}
