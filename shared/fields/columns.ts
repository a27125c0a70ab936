import { z } from 'zod/v4';
import { fieldOf, type Field } from './kind';

/** One field as a column of a spreadsheet: its description, and its place in what Kard takes. */
export interface Column extends Field {
	/** The name of the column: `amount`, `merchantName`, `search`. */
	readonly key: string;
	/** Where the value goes: `['merchant', 'name']`. */
	readonly path: readonly string[];
	readonly required: boolean;
	/** What holds where the field is left out. */
	readonly default?: string | number | boolean | undefined;
	/** For a choice: each value and its label. */
	readonly choices: Readonly<Record<string, string>>;
}

function capitalized(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `filter[search]` becomes `search`, `page[size]` becomes `pageSize`, `merchant` and `name` become `merchantName`. */
function keyOf(path: readonly string[]): string {
	const words = path.flatMap((name) => name.split(/[[\]]/)).filter((word) => word !== 'filter');
	return words.map((word, index) => (index === 0 ? word : capitalized(word))).join('');
}

function scalar(value: unknown): Column['default'] {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? value
		: undefined;
}

type Place = Pick<Column, 'path' | 'required' | 'default'>;

/** What is nested is laid flat. */
function columnsIn(schema: z.core.$ZodType, place: Place): Column[] {
	if (schema instanceof z.ZodOptional) return columnsIn(schema.unwrap(), { ...place, required: false });
	if (schema instanceof z.ZodDefault) {
		const usual = scalar(schema.def.defaultValue);
		return columnsIn(schema.unwrap(), { ...place, required: false, default: usual });
	}
	if (schema instanceof z.ZodPipe) return columnsIn(schema.in, place);
	const field = fieldOf(schema);
	if (field) {
		return [{ ...field, ...place, key: field.column ?? keyOf(place.path), choices: field.choices ?? {} }];
	}
	if (!(schema instanceof z.ZodObject)) return [];
	const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
	return Object.entries(shape).flatMap(([name, inner]) =>
		columnsIn(inner, { path: [...place.path, name], required: place.required }),
	);
}

const known = new WeakMap<z.ZodType, readonly Column[]>();

/** The columns of a row schema, in the order of its fields; nested objects are laid flat. */
export function columnsOf(schema: z.ZodType): readonly Column[] {
	const before = known.get(schema);
	if (before) return before;
	const columns = columnsIn(schema, { path: [], required: true });
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
