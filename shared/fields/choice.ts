import { z } from 'zod/v4';
import { quote } from '../redaction/quote';
import { plain, withoutZeroDecimals } from './cell';
import { described, type FieldWords } from './kind';
import { err, ok, type Reading } from './reading';
import { readText } from './text';

/** What a choice takes besides its known values: any text, or a value in capitals as Kard writes them (`AFFILIATE`). */
type Openness = 'text' | 'code';

/** What can be chosen, beside the description of the field. */
interface ChoiceWords<V extends string> extends FieldWords {
	/** The label of each value. */
	readonly choices: Readonly<Record<V, string>>;
	/** Everyday words, and the value that each means. */
	readonly synonyms?: Readonly<Record<string, V>>;
	/** For a list that is closed, nothing. */
	readonly open?: Openness;
}

/**
 * What can be chosen where the list is Kard's and grows: values that are not on it are taken as well, so that Kard
 * decides about them. `code` lets no slip of a sheet through, as `text` does.
 */
export interface OpenChoiceWords<V extends string> extends ChoiceWords<V> {
	readonly open: Openness;
}

/** The longest value of a choice, in characters. */
const LONGEST_VALUE = 255;
/** How Kard writes the values of its lists: `CARDLINKED`, `AMERICAN_EXPRESS`, `12M`. */
const CODE = /^[A-Z0-9]+(_[A-Z0-9]+)*$/;

/** One of the values of a list, or also another one where the list is open. */
export function choice<V extends string>(words: OpenChoiceWords<V>): ReturnType<typeof openChoice<V>>;
export function choice<V extends string>(words: ChoiceWords<V>): ReturnType<typeof oneOf<V>>;
export function choice<V extends string>({ synonyms, open, ...words }: ChoiceWords<V>) {
	const { choices } = words;
	const schema: z.ZodType<string, string> = open === undefined ? oneOf(choices) : openChoice(choices);
	return described(schema, words, {
		input: 'choice',
		choices,
		isOpen: open !== undefined,
		read: choiceReader(choices, synonyms, open),
	});
}

type NumberOf<V extends string> = V extends `${infer N extends number}` ? N : never;

/** One of a list of numbers that are codes: `3006`. A caller may give its digits or the number, which is what is sent. */
export function numericChoice<V extends string>(words: ChoiceWords<V>): z.ZodType<number, V | NumberOf<V>>;
export function numericChoice({ synonyms, ...words }: ChoiceWords<string>) {
	const { choices } = words;
	const number = z.custom<number>((value) => typeof value === 'number' && String(value) in choices);
	return described(z.union([oneOf(choices), number]), words, {
		input: 'choice',
		choices,
		read: choiceReader(choices, synonyms),
	}).transform(Number);
}

/** A value of a list, as a schema. */
function oneOf<V extends string>(choices: Readonly<Record<V, string>>) {
	return z.enum(valuesOf(choices));
}

/** A choice of values to which Kard adds over time, as a schema. */
export function openChoice<V extends string>(choices: Readonly<Record<V, string>>) {
	const other = z.custom<string & {}>((value) => typeof value === 'string' && value.trim() !== '');
	return z.union([oneOf(choices), other]);
}

/** The values of a choice, as a schema's enum wants them. */
export function valuesOf<V extends string>(choices: Readonly<Record<V, string>>): [V, ...V[]] {
	const isValue = (key: string): key is V => key in choices;
	const [first, ...rest] = Object.keys(choices).filter(isValue);
	if (first === undefined) throw new RangeError('A choice needs at least one value.');
	return [first, ...rest];
}

/**
 * Makes the reader of a choice: it takes a value in any case and with or without spaces, dashes and underscores
 * (`American Express` is AMERICANEXPRESS), its label, or an everyday word for it, and gives the value.
 * @param open what it takes besides, and gives as it is written, without the space around it
 */
export function choiceReader(
	choices: Readonly<Record<string, string>>,
	synonyms: Readonly<Record<string, string>> = {},
	open?: Openness,
): (cell: unknown) => Reading<string> {
	const values = valuesByWord(choices, synonyms);
	const expected = `expected ${listed(Object.keys(choices))}, but found`;
	return (cell) => {
		const found = valueOf(cell, values);
		if (found !== undefined) return ok(found);
		if (open === undefined) return err(`${expected} ${quote(cell)}`);
		const other = readText(cell, LONGEST_VALUE);
		if (open === 'text' || !other.ok || CODE.test(other.value)) return other;
		return err(`${expected} ${quote(cell)}. Write a value that is new at Kard in capital letters`);
	};
}

type Values = ReadonlyMap<string, string>;

/** A Map, so that a cell holding `constructor` finds nothing. The values win over the words for them. */
function valuesByWord(
	choices: Readonly<Record<string, string>>,
	synonyms: Readonly<Record<string, string>>,
): Values {
	const labels = Object.entries(choices).map(([value, label]): [string, string] => [label, value]);
	const words = [
		...labels,
		...Object.entries(synonyms),
		...Object.keys(choices).map((value) => [value, value]),
	];
	return new Map(words.map(([word = '', value = '']) => [folded(word), value]));
}

function valueOf(cell: unknown, values: Values): string | undefined {
	const isWord = typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean';
	return isWord ? values.get(folded(withoutZeroDecimals(String(cell).trim()))) : undefined;
}

/** A dash in front stays, for it has a meaning: `-name` is the other way round than `name`. */
function folded(word: string): string {
	return plain(word)
		.toLowerCase()
		.replace(/^\p{Pd}/u, '-')
		.replace(/(?!^)[\s\p{Pd}_]+/gu, '');
}

/** How many choices a message lists; of more, it names the first few. */
const LISTED = 10;

function listed(values: readonly string[]): string {
	if (values.length > LISTED) {
		return `one of ${values.length} values such as ${values.slice(0, 3).join(', ')}`;
	}
	return values.length > 1 ? `one of ${values.slice(0, -1).join(', ')} or ${values.at(-1)}` : values.join('');
}
