import { plain } from './cell';
import { listItems, readEach } from './list';
import { quote } from '../redaction/quote';
import { read, refused, type Reading } from './reading';
import { readText } from './text';

/** Everyday words, and the value each stands for. Case, spaces, dashes and underscores do not matter. */
export type Synonyms = Readonly<Record<string, string>>;

/** What a choice takes besides its known values: any text, a value in capitals as Kard writes them, or nothing. */
export type Openness = 'text' | 'code' | undefined;

/** The longest value of a choice, in characters. */
const LONGEST_VALUE = 255;
/** How Kard writes the values of its lists: `CARDLINKED`, `AMERICAN_EXPRESS`, `12M`. */
const CODE = /^[A-Z0-9]+(_[A-Z0-9]+)*$/;

/**
 * Reads one of a set of values, written in any case and with or without spaces, dashes and underscores
 * (`American Express` is AMERICANEXPRESS), or an everyday word for one. Gives the value as it is in `choices`.
 * @param open what is taken besides; it is given as it is written, without the space around it
 */
export function readChoice(
	raw: unknown,
	choices: readonly string[],
	synonyms: Synonyms = {},
	open?: Openness,
): Reading<string> {
	const found = valueOf(raw, valuesByWord(choices, synonyms));
	if (found !== undefined) return read(found);
	if (open === undefined) return refused(`expected ${oneOf(choices)}, but found ${quote(raw)}`);
	const other = readText(raw, { maxLength: LONGEST_VALUE });
	if (open === 'text' || !other.ok || CODE.test(other.value)) return other;
	return refused(
		`expected ${oneOf(choices)}, but found ${quote(raw)}. Write a value that is new at Kard in capital letters`,
	);
}

/** Reads a list of choices, each value once. See `readChoice`, and `listItems` for how a list may be written. */
export function readChoices(
	raw: unknown,
	choices: readonly string[],
	synonyms: Synonyms = {},
	open?: Openness,
): Reading<string[]> {
	// A value may itself hold a comma, so the whole cell is tried before it is taken apart.
	const whole = valueOf(raw, valuesByWord(choices, synonyms));
	if (whole !== undefined) return read([whole]);
	const items = listItems(raw);
	return items.ok ? readEach(items.value, (item) => readChoice(item, choices, synonyms, open)) : items;
}

type Words = ReadonlyMap<string, string>;

/** The words of a choice are the same for every cell of its column. */
const known = new WeakMap<readonly string[], { readonly synonyms: Synonyms; readonly words: Words }>();

/** A Map, so that a cell holding `constructor` finds nothing. The values win over the words for them. */
function valuesByWord(choices: readonly string[], synonyms: Synonyms): Words {
	const before = known.get(choices);
	if (before?.synonyms === synonyms) return before.words;
	const words = new Map([
		...Object.entries(synonyms).map(([word, value]): [string, string] => [folded(word), value]),
		...choices.map((value): [string, string] => [folded(value), value]),
	]);
	known.set(choices, { synonyms, words });
	return words;
}

function valueOf(raw: unknown, values: ReadonlyMap<string, string>): string | undefined {
	const isWord = typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean';
	return isWord ? values.get(folded(String(raw))) : undefined;
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

function oneOf(choices: readonly string[]): string {
	if (choices.length > LISTED) {
		return `one of ${choices.length} values such as ${choices.slice(0, 3).join(', ')}`;
	}
	return choices.length > 1
		? `one of ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`
		: choices.join('');
}
