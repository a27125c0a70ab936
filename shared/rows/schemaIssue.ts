import type { z } from 'zod/v4';
import type { ValidationIssue } from '../errors';
import type { Column } from '../fields/columns';
import { isBlank } from '../fields/cell';
import { own, type Cells } from './cells';
import { noSuchField } from './unknownColumns';

type ZodIssue = z.core.$ZodIssue;

function missing(column: Column | undefined): string {
	return column?.defaultable
		? 'is required and empty. Fill it in, map another column to it, or set one value for all rows.'
		: 'is required and empty. Fill it in, or map another column to it.';
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
