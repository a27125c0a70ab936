import { z } from 'zod/v4';
import type { DateOrder } from './dateText';
import { err, type Reading } from './reading';

/** How the cells of a sheet are understood, and what of an email is sent. */
export interface CellSettings {
	/** Whether amounts are written in cents (1999) or in dollars (19.99). */
	readonly amounts: 'cents' | 'dollars';
	/** How dates such as 03/04/2026 are written. */
	readonly dateOrder: DateOrder;
	/** The time zone of dates that name none, such as `America/New_York`. */
	readonly timeZone: string;
	/** What is sent of an email: its hash, the hash and the address, or the address alone. */
	readonly email: 'hash' | 'hashAndAddress' | 'address';
	/** How numbers are written: 1,234.56 with a decimal point, or 1.234,56 with a decimal comma. */
	readonly numberFormat: 'point' | 'comma';
	/** The time now, in milliseconds since 1970-01-01 UTC, from which a date can be in the future. Without it, none is. */
	readonly now?: number | undefined;
}

/** Everything a person is told about a field. Described here once, for the client and every host. */
export interface FieldWords {
	/** The label, in title case. */
	readonly title: string;
	/** The help text: one or two sentences, each ending in a full stop. */
	readonly description: string;
	/** Values that could be real but are nobody's. The first one is the placeholder. */
	readonly examples: readonly [string | number | boolean, ...(string | number | boolean)[]];
	/**
	 * What columns of this field are called, beside its name and its title: the words that make a heading mean it, in any
	 * order, each for all of its synonyms (`shared/recognition/vocabulary.ts`).
	 */
	readonly recognizedBy?: readonly string[] | undefined;
	/** The same for words that could mean another field as well: the cells of the column have to tell. */
	readonly recognizedWithCells?: readonly string[] | undefined;
	/** For a choice: what its values mean, where the labels do not say enough. One sentence each. */
	readonly meanings?: Readonly<Record<string, string>> | undefined;
	/** Whether its values are personal or card data, and so masked wherever Kard's answer repeats them. */
	readonly sensitive?: boolean | undefined;
	/** Whether Kard never takes a yes back. */
	readonly isOneWay?: boolean | undefined;
	/** Whether one value for all rows makes sense where the sheet has no such column. */
	readonly defaultable?: boolean | undefined;
	/**
	 * The cell that holds where a row and the default values have none. Unlike a `default` of the schema, it says nothing
	 * of what Kard has: see `assumed` of a prepared row.
	 */
	readonly usual?: string | undefined;
	/** Whether few sheets have it, so that a form keeps it out of sight. Never with a field that is required or defaultable. */
	readonly rare?: boolean | undefined;
	/** The name of its column, where the path of the field (`merchant.name` becomes `merchantName`) reads badly. */
	readonly column?: string | undefined;
}

/** How a field is filled in. Each host has one table from these to forms of its own. */
export type FieldInput = 'text' | 'email' | 'amount' | 'number' | 'date' | 'boolean' | 'choice' | 'choices';

/** Reads a cell that is as most cells are; undefined where it takes a closer look. */
export type QuickReader<T> = (cell: unknown) => T | undefined;

/** What a kind of field knows of its cells, beside the schema of the values that it reads them to. */
export interface Kind<T> {
	/**
	 * Reads a cell that is not blank. Every value it gives passes the schema, and cells that mean the same give the same
	 * value, but for dates, which are passed on as they are written: see `canonicalDate`.
	 */
	readonly read: (cell: unknown, settings: CellSettings) => Reading<T>;
	/**
	 * Makes a reader of ordinary cells, many times as fast as `read`: it gives what `read` gives under these settings, and
	 * undefined for a cell that needs a closer look. Only for kinds whose cells differ from row to row.
	 */
	readonly quick?: ((settings: CellSettings) => QuickReader<T>) | undefined;
	/** What a person may see of a value that is personal or card data, enough to tell that it is the right column. */
	readonly masked?: ((text: string) => string) | undefined;
	/** How the field is filled in. */
	readonly input: FieldInput;
	/** The settings that say how its cells are read or what of them is sent. */
	readonly dependsOn?: readonly (keyof CellSettings)[] | undefined;
	/** For a choice: the label of each value. */
	readonly choices?: Readonly<Record<string, string>> | undefined;
	/** For a choice: whether it takes more than the values that are listed. */
	readonly isOpen?: boolean | undefined;
	/** Whether `none` is a value, such as a list without items, and not the word for an empty cell. */
	readonly takesNone?: boolean | undefined;
	/** The smallest number. */
	readonly minimum?: number | undefined;
}

/** A field: what a person is told about it, and what its kind knows. */
export type Field = FieldWords & Kind<unknown>;

const fields = new WeakMap<z.core.$ZodType, Field>();

/**
 * The field of a schema, also where it is optional, has a usual value or is sent as something else; undefined where the
 * schema is not that of a field.
 */
export function fieldOf(schema: z.core.$ZodType): Field | undefined {
	if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return fieldOf(schema.unwrap());
	return schema instanceof z.ZodPipe ? fieldOf(schema.in) : fields.get(schema);
}

/** No cell of a sheet that is meant for Kard is longer, in characters; a longer one is some document gone astray. */
const LONGEST_CELL = 10_000;

/** Puts the description of a field on its schema, from where the client and every host read it. */
export function described<S extends z.ZodType>(schema: S, words: FieldWords, kind: Kind<z.input<S>>): S {
	const { title, description, examples } = words;
	const { choices } = kind;
	const field = schema.meta({ title, description, examples, ...(choices && { choices }) });
	fields.set(field, {
		...words,
		...kind,
		read: (cell, settings) =>
			typeof cell === 'string' && cell.length > LONGEST_CELL
				? err(`is ${String(cell.length)} characters long. Check that the right column is mapped`)
				: kind.read(cell, settings),
	});
	return field;
}
