import { headingWords } from './headingWords';
import { PHRASES, SYNONYMS, WRAPPERS } from './vocabulary';

/** What the words of a heading mean. */
export interface Meaning {
	/** Each word as the one that stands for it; words that are not known, as they are. */
	readonly words: ReadonlySet<string>;
	/** How far the heading's own words are from those: 0 where they are the same. */
	readonly distance: number;
}

const LONGEST_PHRASE = 3;
/** Words written together are only told apart where each has so many letters, or is one of the short ones. */
const SHORTEST_PART = 3;
const SHORT_PARTS: ReadonlySet<string> = new Set(['id', 'no', 'dt', 'cd', 'nr', 'tx']);
/** A word that is longer is no word of ours, nor several of them. */
const LONGEST_WORD = 40;

const standFor = new Map<string, { readonly word: string; readonly distance: number }>();
for (const [word, synonyms] of Object.entries(SYNONYMS)) {
	[word, ...synonyms.split(' ')].forEach((one, distance) => standFor.set(one, { word, distance }));
}

/** Words that are known beside their synonyms, such as those by which fields are recognized. */
export type Vocabulary = ReadonlySet<string>;

/** Takes apart what is written as one word, `txndate`, where it consists of known words alone; else the word itself. */
function partsOf(word: string, known: Vocabulary): readonly string[] {
	if (standFor.has(word) || known.has(word) || word.length > LONGEST_WORD) return [word];
	const isKnown = (part: string) =>
		(part.length >= SHORTEST_PART || SHORT_PARTS.has(part)) && (standFor.has(part) || known.has(part));
	// The fewest parts that make up the word from its start to each place.
	const best: (readonly string[] | undefined)[] = [[]];
	for (let end = 1; end <= word.length; end += 1) {
		for (let start = 0; start < end; start += 1) {
			const before = best[start];
			const part = word.slice(start, end);
			if (before === undefined || !isKnown(part)) continue;
			const found = best[end];
			if (found === undefined || found.length > before.length + 1) best[end] = [...before, part];
		}
	}
	return best[word.length] ?? [word];
}

/** The longest phrase at the start of these words, and how many of them it takes. */
function phraseAt(words: readonly string[]): { readonly meant: string; readonly length: number } | undefined {
	for (let length = Math.min(LONGEST_PHRASE, words.length); length > 1; length -= 1) {
		const written = words.slice(0, length).join(' ');
		const meant = Object.hasOwn(PHRASES, written) ? PHRASES[written] : undefined;
		if (meant !== undefined) return { meant, length };
	}
	return undefined;
}

function withoutPhrases(words: readonly string[]): readonly string[] {
	const [first, ...rest] = words;
	if (first === undefined) return [];
	const phrase = phraseAt(words);
	if (phrase === undefined) return [first, ...withoutPhrases(rest)];
	return [...phrase.meant.split(' '), ...withoutPhrases(words.slice(phrase.length))];
}

/** Reads what the words of a heading mean. */
export function meaningOf(heading: string, known: Vocabulary): Meaning {
	return meaningOfWords(headingWords(heading), known);
}

function meaningOfWords(written: readonly string[], known: Vocabulary): Meaning {
	const parts = written.flatMap((word) => partsOf(word, known));
	const found = withoutPhrases(parts).map((word) => standFor.get(word) ?? { word, distance: 0 });
	return {
		words: new Set(found.map(({ word }) => word)),
		distance: found.reduce((sum, { distance }) => sum + distance, 0),
	};
}

/** Reads what a value inside objects means, by the names that lead to it; names that only wrap others are left out. */
export function meaningOfPath(path: readonly string[], known: Vocabulary): Meaning {
	const above = path.slice(0, -1).flatMap((name) => headingWords(name).filter((word) => !WRAPPERS.has(word)));
	return meaningOfWords([...above, ...headingWords(path.at(-1) ?? '')], known);
}
