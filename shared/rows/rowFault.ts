import type { z } from 'zod/v4';
import { KardValidationError, type ValidationIssue } from '../errors';
import { isBlank } from '../fields/cell';
import { columnsOf, type Column } from '../fields/columns';
import { own, type Cells } from './cells';
import { noSuchField } from './unknownColumns';

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

/** A text with a full stop at its end, unless it has one. */
export function asSentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

function sentence(title: string | undefined, message: string): string {
	return asSentence(title === undefined ? message : `${title}: ${message}`);
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

/** What is said of a cell that was left out of its row. */
export function leftOutNote({ path, message }: ValidationIssue, columns: readonly Column[]): string {
	const title = columns.find((column) => column.path.join('.') === path)?.title ?? path;
	return sentence(`${title} left out`, message);
}

type ZodIssue = z.core.$ZodIssue;

/** How the reason begins where a field that is required is empty. */
export const MISSING = 'is required and empty';

function missing(column: Column | undefined): string {
	return column?.defaultable
		? `${MISSING}. Fill it in, map another column to it, or set one value for all rows.`
		: `${MISSING}. Fill it in, or map another column to it.`;
}

function malformed(column: Column | undefined): string {
	return column === undefined
		? 'does not have the form that Kard takes.'
		: `does not have the form that Kard takes. Write it like this: ${String(column.examples[0])}.`;
}

/** What the schema finds wrong with a row, in words for the person who keeps the sheet. */
export function schemaIssue(issue: ZodIssue, row: Cells, columns: readonly Column[]): ValidationIssue {
	if (issue.code === 'unrecognized_keys') {
		return noSuchField([...issue.path, ...issue.keys.slice(0, 1)].map(String));
	}
	const path = issue.path.map(String).join('.');
	const column = columns.find((one) => one.path.join('.') === path);
	if (issue.code === 'custom') return { path, message: issue.message };
	if (isBlank(issue.path.reduce<unknown>((cells, name) => own(cells, String(name)), row))) {
		return { path, message: missing(column) };
	}
	if (issue.code === 'too_big') {
		return { path, message: `is too long or too large; at most ${String(issue.maximum)}.` };
	}
	return { path, message: malformed(column) };
}
