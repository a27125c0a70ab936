import { z } from 'zod/v4';
import { refusal } from './errors';

/** The refusal of a query parameter. */
export function badParameter(name: string, detail: string) {
	return refusal(400, `${name}: ${detail}`, { source: { parameter: name } });
}

/** A value that must be one of a few. */
export function choiceIn<V extends string>(
	query: URLSearchParams,
	name: string,
	choices: readonly V[],
): V | undefined {
	const value = query.get(name);
	return value === null ? undefined : choiceOf(value, name, choices);
}

/** The values of a parameter that may be repeated. */
export function choicesIn<V extends string>(
	query: URLSearchParams,
	name: string,
	choices: readonly V[],
): readonly V[] {
	return query.getAll(name).map((value) => choiceOf(value, name, choices));
}

/** The values of a parameter that holds a list with commas. */
export function listIn<V extends string>(
	query: URLSearchParams,
	name: string,
	choices: readonly V[],
): readonly V[] {
	const values = query.getAll(name).flatMap((value) => value.split(','));
	return values.map((value) => choiceOf(value.trim(), name, choices));
}

/** A value that is true or false. */
export function booleanIn(query: URLSearchParams, name: string): boolean | undefined {
	const value = choiceIn(query, name, ['true', 'false']);
	return value === undefined ? undefined : value === 'true';
}

/** A whole number within bounds. */
export function wholeNumberIn(
	query: URLSearchParams,
	name: string,
	least: number,
	most: number,
): number | undefined {
	const value = query.get(name);
	if (value === null) return undefined;
	const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
	if (number >= least && number <= most) return number;
	throw badParameter(name, `must be a whole number from ${String(least)} to ${String(most)}, not ${value}.`);
}

const dateTime = z.iso.datetime({ offset: true });

/** A date and time in ISO 8601, with its zone, as milliseconds since 1970. */
export function timeIn(query: URLSearchParams, name: string): number | undefined {
	const value = query.get(name);
	if (value === null) return undefined;
	if (dateTime.safeParse(value).success) return Date.parse(value);
	throw badParameter(name, `must be a date and time such as 2026-03-01T00:00:00Z, not ${value}.`);
}

function choiceOf<V extends string>(value: string, name: string, choices: readonly V[]): V {
	const choice = choices.find((candidate) => candidate === value);
	if (choice !== undefined) return choice;
	throw badParameter(name, `${value} is not one of ${choices.join(', ')}.`);
}
