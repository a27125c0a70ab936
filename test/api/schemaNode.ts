import { z } from 'zod/v4';
import type { Value } from './contract';

/** The parts of a JSON Schema that say what a value is. A part that is not what it should be says nothing. */
export const schemaNode = z.looseObject({
	$ref: z.string().optional().catch(undefined),
	type: z
		.union([z.string(), z.array(z.string())])
		.optional()
		.catch(undefined),
	format: z.string().optional().catch(undefined),
	properties: z.record(z.string(), z.unknown()).optional().catch(undefined),
	required: z.array(z.string()).optional().catch(undefined),
	items: z.unknown().optional(),
	enum: z.array(z.unknown()).optional().catch(undefined),
	const: z.unknown().optional(),
	oneOf: z.array(z.unknown()).optional().catch(undefined),
	anyOf: z.array(z.unknown()).optional().catch(undefined),
	allOf: z.array(z.unknown()).optional().catch(undefined),
	maximum: z.number().optional().catch(undefined),
	maxItems: z.number().optional().catch(undefined),
	/** Ours: the values offered for a field that takes others as well. */
	choices: z.record(z.string(), z.string()).optional().catch(undefined),
});
/** The parts of a JSON Schema that say what a value is. */
export type SchemaNode = z.infer<typeof schemaNode>;

const FORMS: Readonly<Record<string, string>> = {
	string: 'text',
	integer: 'whole number',
	number: 'number',
	boolean: 'true or false',
	object: 'object',
	array: 'list',
};
/** What nothing is said about, or nothing that could be compared. */
export const ANYTHING = 'anything';
/** JSON Schema writes the largest safe integer where no limit is meant. */
export const NO_MAXIMUM = Number.MAX_SAFE_INTEGER;

/** The values that are named, as texts; undefined where none are. */
export function choicesOf(node: SchemaNode): readonly string[] | undefined {
	if (node.choices) return Object.keys(node.choices);
	const values = node.const === undefined ? node.enum : [node.const];
	return values?.filter((value) => value !== null).map(String);
}

/**
 * What a value is, in a word or two: `list of text`; undefined where nothing is said.
 * @param item what the items of a list are
 */
export function formOf(node: SchemaNode, item: string | undefined): string | undefined {
	const types = [node.type ?? []].flat().filter((type) => type !== 'null');
	const [type = types.length === 0 && node.type !== undefined ? 'null' : undefined] = types;
	if (type === undefined) return node.enum || node.const !== undefined ? 'text' : undefined;
	if (type === 'array') return `list of ${item ?? ANYTHING}`;
	return node.format === 'date-time' ? 'time' : (FORMS[type] ?? type);
}

/**
 * The form of a value that is one or the other. Of which nothing is said, that says nothing against the other. A list
 * that may be written as the one thing in it is a list.
 */
function formOfEither(one: string, other: string): string {
	if (one === ANYTHING || other === `list of ${one}`) return other;
	if (one === `list of ${other}`) return one;
	return other === ANYTHING || one === other ? one : ANYTHING;
}

/** What holds of a value that is one or the other. */
export function either(one: Value, other: Value): Value {
	const isOpen = one.choices === undefined || other.choices === undefined;
	return {
		form: formOfEither(one.form, other.form),
		required: one.required && other.required,
		choices: isOpen ? undefined : [...new Set([...(one.choices ?? []), ...(other.choices ?? [])])],
		maximum: one.maximum === other.maximum ? one.maximum : undefined,
	};
}

/** One schema that asks for what all of its parts ask for. */
export function together(parts: readonly SchemaNode[]): SchemaNode {
	const properties = parts.flatMap((part) => Object.entries(part.properties ?? {}));
	return {
		...parts.reduce((all, part) => ({ ...all, ...part }), {}),
		...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
		required: parts.flatMap(({ required = [] }) => required),
	};
}
