import type { Column } from '../fields/columns';
import { LONGEST_IDENTIFIER, LONGEST_TEXT, type FieldKind } from '../fields/field';
import { readBoolean } from '../fields/boolean';
import { readCardBin, readLastFour } from '../fields/card';
import { readChoice, readChoices } from '../fields/choice';
import { readCategoryCode, readCurrency } from '../fields/codes';
import { readDate } from '../fields/dates';
import { readLastFours } from '../fields/list';
import { readMoney } from '../fields/money';
import { readBirthYear, readEmail, readHashedEmail, readPhone, readZip } from '../fields/person';
import { read, refused, type Reading } from '../fields/reading';
import { readIdentifier, readReference, readText } from '../fields/text';
import type { RowSettings } from './rowSettings';

type CellReader = (raw: unknown, column: Column, settings: RowSettings) => Reading<unknown>;

interface Choices {
	readonly values: readonly string[];
	readonly words: Readonly<Record<string, string>>;
}

const choicesOf = new WeakMap<Column, Choices>();

/** The values of a choice, and the words for each: made once for a column, not for every cell. */
function choices(column: Column): Choices {
	const known = choicesOf.get(column);
	if (known) return known;
	const labels = Object.entries(column.choices).map(([value, label]): [string, string] => [label, value]);
	const made = {
		values: Object.keys(column.choices),
		words: { ...Object.fromEntries(labels), ...column.synonyms },
	};
	choicesOf.set(column, made);
	return made;
}

function readWholeNumber(raw: unknown): Reading<number> {
	const value = typeof raw === 'string' && /^\d{1,15}$/.test(raw.trim()) ? Number(raw) : raw;
	return typeof value === 'number' && Number.isSafeInteger(value)
		? read(value)
		: refused('expected a whole number, such as 50.');
}

const READERS: Readonly<Record<FieldKind, CellReader>> = {
	identifier: (raw, column) => readIdentifier(raw, { maxLength: column.maxLength ?? LONGEST_IDENTIFIER }),
	reference: (raw, column) => readReference(raw, { maxLength: column.maxLength ?? LONGEST_IDENTIFIER }),
	text: (raw, column) => readText(raw, { maxLength: column.maxLength ?? LONGEST_TEXT }),
	money: (raw, _, settings) => readMoney(raw, settings.amounts),
	currency: readCurrency,
	categoryCode: readCategoryCode,
	wholeNumber: readWholeNumber,
	date: (raw, _, settings) => readDate(raw, settings),
	cardBin: readCardBin,
	lastFour: readLastFour,
	lastFours: readLastFours,
	choice: (raw, column) => readChoice(raw, choices(column).values, choices(column).words, column.open),
	choices: (raw, column) => readChoices(raw, choices(column).values, choices(column).words, column.open),
	boolean: readBoolean,
	email: readEmail,
	hashedEmail: readHashedEmail,
	phone: readPhone,
	zip: readZip,
	birthYear: readBirthYear,
};

/** No cell of a sheet that is meant for Kard is longer, in characters; a longer one is some document gone astray. */
const LONGEST_CELL = 10_000;

/** Reads one cell as its column wants it. The cell is not empty. */
export function readCell(raw: unknown, column: Column, settings: RowSettings): Reading<unknown> {
	if (typeof raw === 'string' && raw.length > LONGEST_CELL) {
		return refused(`is ${String(raw.length)} characters long. Check that the right column is mapped.`);
	}
	return READERS[column.kind](raw, column, settings);
}
