import type { z } from 'zod/v4';
import {
	birthYear,
	boolean,
	cardBin,
	categoryCode,
	choices,
	currency,
	date,
	email,
	hashedEmail,
	lastFour,
	lastFours,
	money,
	phone,
	reference,
	text,
	zip,
} from '../../../shared/fields';
import { choiceReader } from '../../../shared/fields/choice';
import { fieldOf, type CellSettings } from '../../../shared/fields/kind';
import type { Reading } from '../../../shared/fields/reading';

/** The value of a cell that had to be understood. */
export function valueOf<T>(reading: Reading<T>): T {
	if (!reading.ok) throw new Error(`Refused: ${reading.problem}`);
	return reading.value;
}

/** The problem of a cell that had to be refused. It must complete the sentence "Row 3, Amount: …". */
export function problemOf<T>(reading: Reading<T>): string {
	if (reading.ok) throw new Error(`Understood as ${JSON.stringify(reading.value)}`);
	expect(reading.problem).toMatch(/^\S(?!.*\.$).*\S$/su);
	return reading.problem;
}

const words = { title: 'Field', description: 'A field.', examples: ['example'] } as const;
const usual = { amounts: 'cents', dateOrder: 'MDY', timeZone: 'UTC', email: 'hash' } as const;

function reader(schema: z.ZodType): (cell: unknown, settings?: Partial<CellSettings>) => Reading<unknown> {
	const read = fieldOf(schema)?.read;
	if (read === undefined) throw new Error('This is no field.');
	return (cell, settings) => read(cell, { ...usual, ...settings });
}

const ofValues = (values: readonly string[]) => Object.fromEntries(values.map((one) => [one, one]));
type Open = 'text' | 'code';

export const readMoney = (cell: unknown, amounts: CellSettings['amounts']) =>
	reader(money(words))(cell, { amounts });
export const readDate = reader(date(words));
export const readCardBin = reader(cardBin(words));
export const readLastFour = reader(lastFour(words));
export const readLastFours = reader(lastFours(words));
export const readCurrency = reader(currency(words));
export const readCategoryCode = reader(categoryCode(words));
export const readZip = reader(zip(words));
export const readPhone = reader(phone(words));
export const readBirthYear = reader(birthYear(words));
export const readEmail = reader(email(words));
export const readHashedEmail = reader(hashedEmail(words));
export const readBoolean = reader(boolean(words));
export const readText = (cell: unknown, limit: { maxLength: number }) =>
	reader(text({ ...words, ...limit }))(cell);
export const readReference = (cell: unknown, limit: { maxLength: number }) =>
	reader(reference({ ...words, ...limit }))(cell);
export const readChoice = (cell: unknown, values: readonly string[], synonyms = {}, open?: Open) =>
	choiceReader(ofValues(values), synonyms, open)(cell);
export const readChoices = (cell: unknown, values: readonly string[], synonyms = {}, open: Open = 'code') =>
	reader(choices({ ...words, choices: ofValues(values), synonyms, open }))(cell);
