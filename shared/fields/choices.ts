import { z } from 'zod/v4';
import { choiceReader, openChoice, type OpenChoiceWords } from './choice';
import { described, type Kind } from './kind';
import { listItems, readEach } from './list';
import { ok } from './reading';

/** What can be chosen for a list. */
interface ChoicesWords<V extends string> extends OpenChoiceWords<V> {
	/** Everyday words for none of the choices, beside `none`. */
	readonly forNone?: readonly string[];
}

/** A list of choices, each once. Kard adds to such lists, so they are open. */
export function choices<V extends string>({ synonyms, open, forNone, ...words }: ChoicesWords<V>) {
	const read = choicesReader(words.choices, synonyms, open, forNone);
	return described(z.array(openChoice(words.choices)), words, { ...chosenFrom(words.choices), read });
}

/** A list of choices, which a caller may also write as the one thing in it. */
export function oneOrMany<V extends string>({ synonyms, open, ...words }: OpenChoiceWords<V>) {
	const one = openChoice(words.choices);
	const read = choicesReader(words.choices, synonyms, open);
	return described(z.union([one, z.array(one)]), words, { ...chosenFrom(words.choices), read });
}

function chosenFrom(known: Readonly<Record<string, string>>): Omit<Kind<string[]>, 'read'> {
	return {
		input: 'choices',
		choices: known,
		isOpen: true,
		takesNone: true,
		quick: () => (cell) => knownList(cell, known),
	};
}

/** A list with one of the values in it, written as Kard writes it. */
function knownList(cell: unknown, known: Readonly<Record<string, string>>): string[] | undefined {
	const items: readonly unknown[] = Array.isArray(cell) ? cell : [];
	const [value] = items;
	return items.length === 1 && typeof value === 'string' && Object.hasOwn(known, value) ? [value] : undefined;
}

function choicesReader(
	known: Readonly<Record<string, string>>,
	synonyms: Readonly<Record<string, string>> = {},
	open?: OpenChoiceWords<string>['open'],
	forNone: readonly string[] = [],
): Kind<string[]>['read'] {
	const readKnown = choiceReader(known, synonyms);
	const readNone = choiceReader({}, Object.fromEntries(forNone.map((word) => [word, word])));
	const readItem = choiceReader(known, synonyms, open);
	return (cell) => {
		// A value may itself hold a comma, so the whole cell is tried before it is taken apart.
		const whole = readKnown(cell);
		if (whole.ok) return ok([whole.value]);
		if (readNone(cell).ok) return ok([]);
		const items = listItems(cell);
		return items.ok ? readEach(items.value, readItem) : items;
	};
}
