import type { ValidationIssue } from '../errors';
import { isFields } from '../json';
import { columnsOf, type Column } from '../fields/columns';
import type { z } from 'zod/v4';
import { cardIssues } from './cardIssues';
import { holdsFields, own, put, type Cells } from './cells';
import { shownPath } from './unknownColumns';

/** A value that no column reads, and that is passed on as it is. */
interface Extra {
	readonly path: readonly string[];
	readonly value: unknown;
}

/** What a resource holds, taken apart: what the columns read, and what they do not know. */
interface ResourceParts {
	readonly known: Cells;
	/** Kard may know more fields than we do; it decides about them. */
	readonly extras: readonly Extra[];
	readonly issues: readonly ValidationIssue[];
}

/** Whether a row is written as Kard documents it, `{type, id, attributes}`, instead of with its fields side by side. */
export function isResourceForm(raw: unknown): raw is Cells {
	return (own(raw, 'attributes') ?? undefined) !== undefined;
}

const FRAME = new Set(['type', 'id', 'attributes']);

function frameIssues(raw: Cells, attributes: unknown): ValidationIssue[] {
	if (!holdsFields(attributes)) {
		return [{ path: 'attributes', message: 'expected an object with the fields of the row.' }];
	}
	const beside = Object.keys(raw).filter(
		(name) => !FRAME.has(name) && (raw[name] ?? undefined) !== undefined,
	);
	const mixed = beside.slice(0, 3).map((name) => shownPath([name]));
	const message = `the row also has fields beside it: ${mixed.join(', ')}. Write all of them inside, or all side by side.`;
	const inside = ['type', 'id'].filter((name) => own(attributes, name) !== undefined);
	return [
		...(mixed.length === 0 ? [] : [{ path: 'attributes', message }]),
		...inside.map((name) => ({
			path: `attributes.${name}`,
			message: 'belongs beside attributes, not inside. Move it there.',
		})),
	];
}

/** The value as JSON has it, so that what is checked is what is sent; undefined where JSON has no such value. */
function asJson(value: unknown): unknown {
	const text = JSON.stringify(value) as string | undefined;
	return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

function split(cells: Cells, columns: readonly Column[], above: readonly string[]): [Cells, Extra[]] {
	const known: Record<string, unknown> = {};
	const extras: Extra[] = [];
	for (const [name, value] of Object.entries(cells)) {
		const path = [...above, name];
		const inside = columns.filter((column) => column.path[above.length] === name);
		const isColumn = above.length === 0 && columns.some((column) => column.key === name);
		if (inside.length === 0 && !isColumn) {
			if (value !== undefined) extras.push({ path, value: asJson(value) });
		} else if (holdsFields(value) && inside.some((column) => column.path.length > path.length)) {
			const [knownInside, extrasInside] = split(value, inside, path);
			known[name] = knownInside;
			extras.push(...extrasInside);
		} else {
			known[name] = value;
		}
	}
	return [known, extras];
}

/**
 * Takes a resource apart.
 * @param schema what is known of its attributes; undefined for a type that is not known, of which nothing is
 */
export function resourceParts(raw: Cells, schema: z.ZodType | undefined): ResourceParts {
	const attributes = own(raw, 'attributes');
	const issues = frameIssues(raw, attributes);
	if (issues.length > 0 || !isFields(attributes)) return { known: {}, extras: [], issues };
	const columns = schema === undefined ? [] : columnsOf(schema);
	const [known, extras] = split(attributes, columns, []);
	return {
		known,
		extras,
		issues: extras.flatMap(({ value, path }) =>
			cardIssues({ [path.at(-1) ?? '']: value }, path.slice(0, -1)),
		),
	};
}

/** Puts what was not known back to where it stood. */
export function withExtras(
	attributes: Readonly<Record<string, unknown>>,
	extras: readonly Extra[],
): Record<string, unknown> {
	const all = { ...attributes };
	for (const { path, value } of extras) put(all, path, value);
	return all;
}
