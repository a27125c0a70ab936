import { z } from 'zod/v4';

/**
 * How the cells of a column are read before they are checked.
 *
 * `reference` and `identifier` are long numbers by nature and are never searched for card numbers; `text` is.
 */
export const FIELD_KINDS = [
	'identifier',
	'reference',
	'text',
	'money',
	'currency',
	'categoryCode',
	'wholeNumber',
	'date',
	'cardBin',
	'lastFour',
	'lastFours',
	'choice',
	'choices',
	'boolean',
	'email',
	'hashedEmail',
	'phone',
	'zip',
	'birthYear',
] as const;

/** How the cells of one column are read. */
export type FieldKind = (typeof FIELD_KINDS)[number];

/** Everything a person is told about a field. Described here once; the client, n8n and Zapier all read it. */
export interface FieldDescription {
	/** The label, in title case. */
	readonly title: string;
	/** The help text: one or two sentences, each ending in a full stop. */
	readonly description: string;
	/** How its cells are read. */
	readonly kind: FieldKind;
	/** Values that could be real but are nobody's. The first one is the placeholder. */
	readonly examples: readonly [string | number | boolean, ...(string | number | boolean)[]];
	/** Column names people give this field, beside its name and its title. Case, spaces and punctuation are ignored. */
	readonly aliases?: readonly string[] | undefined;
	/** For a choice: the label of each value. */
	readonly choices?: Readonly<Record<string, string>> | undefined;
	/**
	 * For a choice whose list is Kard's and grows: what else is taken, so that Kard decides about it. `text` is any
	 * text; `code` is a value in capital letters, as Kard writes them (`AFFILIATE`), so that no slip of a sheet is sent.
	 */
	readonly open?: 'text' | 'code' | undefined;
	/** For a choice: everyday words and the value each stands for. */
	readonly synonyms?: Readonly<Record<string, string>> | undefined;
	/** Whether its values are personal or card data, and so masked wherever Kard's answer repeats them. */
	readonly sensitive?: boolean | undefined;
	/** Whether one value for all rows makes sense where the sheet has no such column. */
	readonly defaultable?: boolean | undefined;
	/** The name of its column, where the path of the field (`merchant.name` becomes `merchantName`) reads badly. */
	readonly column?: string | undefined;
}

/** Puts the description of a field on its schema, from where every surface reads it. */
export function field<S extends z.ZodType>(schema: S, description: FieldDescription): S {
	return schema.meta({ ...description });
}

/** The values and labels of a choice, as a schema's enum wants the values. */
export function valuesOf<V extends string>(choices: Readonly<Record<V, string>>): [V, ...V[]] {
	const isValue = (key: string): key is V => key in choices;
	const [first, ...rest] = Object.keys(choices).filter(isValue);
	if (first === undefined) throw new RangeError('A choice needs at least one value.');
	return [first, ...rest];
}

/**
 * A choice of values to which Kard adds over time. Its description has to say what else is taken (`open`).
 */
export function openChoice<V extends string>(choices: Readonly<Record<V, string>>) {
	const other = z.custom<string & {}>((value) => typeof value === 'string' && value.trim() !== '');
	return z.union([z.enum(valuesOf(choices)), other]);
}

/** A list, which a caller may also write as the one thing in it. */
export function oneOrMany<S extends z.ZodType>(one: S) {
	return z.union([one, z.array(one)]);
}

/** The longest id or reference taken, in characters. Kard names no limit; this one only keeps whole documents out. */
export const LONGEST_IDENTIFIER = 255;
/** The longest text taken, in characters. Kard names no limit; this one only keeps whole documents out. */
export const LONGEST_TEXT = 1_000;
