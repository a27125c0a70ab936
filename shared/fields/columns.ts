import { z } from 'zod/v4';
import { FIELD_KINDS, type FieldDescription } from './field';

/** One field as a column of a spreadsheet: its description, its place in what Kard takes, and its limits. */
export interface Column extends Omit<FieldDescription, 'choices'> {
	/** The name of the column: `amount`, `merchantName`, `search`. */
	readonly key: string;
	/** Where the value goes: `['merchant', 'name']`. */
	readonly path: readonly string[];
	readonly required: boolean;
	/** The longest text, in characters. */
	readonly maxLength?: number | undefined;
	/** The smallest number. */
	readonly minimum?: number | undefined;
	/** What holds where the field is left out. */
	readonly default?: string | number | boolean | undefined;
	/** For a choice: each value and its label. */
	readonly choices: Readonly<Record<string, string>>;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** The part of a JSON Schema that describes a field: what `field` put there, beside zod's own words. */
const describedNode = z.object({
	title: z.string(),
	description: z.string(),
	kind: z.enum(FIELD_KINDS),
	examples: z.tuple([scalar], scalar),
	aliases: z.array(z.string()).optional(),
	choices: z.record(z.string(), z.string()).optional(),
	open: z.enum(['text', 'code']).optional(),
	synonyms: z.record(z.string(), z.string()).optional(),
	sensitive: z.boolean().optional(),
	defaultable: z.boolean().optional(),
	column: z.string().optional(),
	maxLength: z.number().optional(),
	minimum: z.number().optional(),
	default: scalar.optional().catch(undefined),
});

const objectNode = z.object({
	properties: z.record(z.string(), z.unknown()),
	required: z.array(z.string()).optional(),
});

function capitalized(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `filter[search]` becomes `search`, `page[size]` becomes `pageSize`, `merchant` and `name` become `merchantName`. */
function keyOf(path: readonly string[]): string {
	const words = path
		.flatMap((name) => name.split(/[[\]]/))
		.filter((word) => word !== '' && word !== 'filter');
	return words.map((word, index) => (index === 0 ? word : capitalized(word))).join('');
}

function columnsIn(node: unknown, path: readonly string[], required: boolean): Column[] {
	const described = describedNode.safeParse(node);
	if (described.success) {
		const { column, choices, ...words } = described.data;
		return [{ ...words, key: column ?? keyOf(path), path, required, choices: choices ?? {} }];
	}
	const object = objectNode.safeParse(node);
	if (!object.success) return [];
	return Object.entries(object.data.properties).flatMap(([name, property]) =>
		columnsIn(property, [...path, name], required && (object.data.required ?? []).includes(name)),
	);
}

const known = new WeakMap<z.ZodType, readonly Column[]>();

/** The columns of a row schema, in the order of its fields; nested objects are laid flat. */
export function columnsOf(schema: z.ZodType): readonly Column[] {
	const before = known.get(schema);
	if (before) return before;
	const columns = columnsIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), [], true);
	known.set(schema, columns);
	return columns;
}

/**
 * A column name as it is compared: `ZIP Code`, `zip_code` and `Zip` differ only in what does not matter.
 */
export function normalizedName(name: string): string {
	return name
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
}
