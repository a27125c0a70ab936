import { normalizedName, type Column } from '../fields/columns';
import { DOUBTFUL_DATES, GENERIC_DATES, purchaseDates } from './dateNames';
import { headingWords } from './headingWords';
import { meaningOf, meaningOfPath, type Meaning, type Vocabulary } from './meaning';
import { qualifiersOf } from './qualifiers';
import { PHRASES } from './vocabulary';

/** A field that a heading could mean. */
export interface Candidate {
	readonly column: Column;
	/** Whether it is the field's own name: its key, its path or its label. */
	readonly isOwnName: boolean;
	/** Whether the heading alone does not say it, so that its cells have to. */
	readonly needsCells: boolean;
	/** Whether it is a date that does not say which one it is. */
	readonly isAnyDate: boolean;
	/** How well the heading fits; of two columns for one field, the one with the smaller numbers is it. */
	readonly fit: readonly number[];
	/** The words by which it was recognized. */
	readonly words: string;
}

/** The words that make a heading mean a field. */
interface Pattern {
	readonly column: Column;
	readonly words: ReadonlySet<string>;
	readonly qualifiers: ReadonlySet<string>;
	readonly needsCells: boolean;
	readonly isAnyDate: boolean;
	/** Its place among the names of the field. */
	readonly rank: number;
}

/** Tells which fields a heading could mean, given the names that lead to it: one, or several inside objects. */
export type FieldFinder = (path: readonly string[]) => readonly Candidate[];

const ANY_DATES: ReadonlySet<string> = new Set([...GENERIC_DATES, ...DOUBTFUL_DATES]);

function namesOf({ key, title, path, recognizedBy = [] }: Column): readonly string[] {
	return [key, path.join(' '), title, ...recognizedBy];
}

function vocabularyOf(columns: readonly Column[], qualifiers: readonly string[]): Vocabulary {
	const names = columns.flatMap((column) => [...namesOf(column), ...(column.recognizedWithCells ?? [])]);
	const phrases = Object.keys(PHRASES);
	return new Set(
		[...names, ...GENERIC_DATES, ...DOUBTFUL_DATES, ...qualifiers, ...phrases].flatMap(headingWords),
	);
}

function patternsOf(columns: readonly Column[]): { patterns: readonly Pattern[]; known: Vocabulary } {
	const isPerson = !columns.some(({ key }) => key === 'transactionId');
	const qualifiers = columns.map((column) => qualifiersOf(column, isPerson));
	const known = vocabularyOf(columns, qualifiers.flat());
	const [anyDate] = purchaseDates(columns);
	// Of a purchase, "ID" alone does not say whether it is the event's or the purchase's own.
	const patternNames = (column: Column) => namesOf(column).filter((name) => isPerson || name !== 'id');
	const patterns = columns.flatMap((column, place) =>
		[
			[...patternNames(column), ...(column === anyDate ? GENERIC_DATES : [])],
			[...(column.recognizedWithCells ?? []), ...(column === anyDate ? DOUBTFUL_DATES : [])],
		].flatMap((names, needsCells) =>
			names.map((name, rank) => ({
				column,
				words: meaningOf(name, known).words,
				qualifiers: new Set(qualifiers[place]),
				needsCells: needsCells === 1,
				isAnyDate: ANY_DATES.has(name),
				rank,
			})),
		),
	);
	return { patterns, known };
}

function isIn(words: Pattern['words'], meaning: Meaning): boolean {
	for (const word of words) if (!meaning.words.has(word)) return false;
	return true;
}

/**
 * The patterns that a heading has all words of, and beside them none that says anything else. What says the same again, as
 * in `Merchant category code (MCC)`, is nothing else.
 */
function fitting(patterns: readonly Pattern[], meaning: Meaning): readonly Pattern[] {
	const found = patterns.filter(({ words }) => isIn(words, meaning));
	return found.filter(({ column, words, qualifiers }) => {
		const others = [...meaning.words].filter((word) => !words.has(word) && !qualifiers.has(word));
		const again = found.filter((one) => one.column === column && !one.needsCells);
		return others.every((word) => again.some((one) => one.words.has(word)));
	});
}

function candidateOf({ column, words, needsCells, isAnyDate, rank }: Pattern, meaning: Meaning): Candidate {
	const more = meaning.words.size - words.size;
	const fit = [1, rank, more, meaning.distance];
	return { column, isOwnName: false, needsCells, isAnyDate, fit, words: [...words].sort().join(' ') };
}

/** Of the patterns that fit, those that have the most words; a name by which a field is known wins over a guess. */
function mostSpecific(patterns: readonly Pattern[]): readonly Pattern[] {
	const most = Math.max(...patterns.map(({ words }) => words.size));
	const specific = patterns.filter(({ words }) => words.size === most);
	const best = new Map<Column, Pattern>();
	for (const pattern of specific) {
		const before = best.get(pattern.column);
		if (before === undefined || (before.needsCells && !pattern.needsCells)) best.set(pattern.column, pattern);
	}
	return [...best.values()];
}

/** Sheets that are made of objects have headings such as `merchant_data.city`. */
function namesIn(heading: string): readonly string[] {
	return /^\w{2,}(?:\.\w{2,})+$/.test(heading) ? heading.split('.') : [heading];
}

function ownNameOf(column: Column): Candidate {
	const isAnyDate = ANY_DATES.has(column.title.toLowerCase());
	return { column, isOwnName: true, needsCells: false, isAnyDate, fit: [0], words: column.key };
}

const finders = new WeakMap<readonly Column[], FieldFinder>();

/** Makes the finder of the fields of these columns. */
export function fieldFinder(columns: readonly Column[]): FieldFinder {
	const before = finders.get(columns);
	if (before) return before;
	const { patterns, known } = patternsOf(columns);
	const ownNames = new Map<string, Column>();
	for (const column of columns) {
		for (const name of [column.title, column.path.join(' '), column.key])
			ownNames.set(normalizedName(name), column);
	}
	const find: FieldFinder = (path) => {
		const name = path.join(' ');
		// "Amount %" is not an amount.
		const own = /[%#№+]/.test(name) ? undefined : ownNames.get(normalizedName(name));
		if (own) return [ownNameOf(own)];
		const meaning = meaningOfPath(path.length === 1 ? namesIn(path[0] ?? '') : path, known);
		return mostSpecific(fitting(patterns, meaning)).map((pattern) => candidateOf(pattern, meaning));
	};
	finders.set(columns, find);
	return find;
}
