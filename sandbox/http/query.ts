import { z } from 'zod/v4';
import { apiError } from './apiError';

/** The refusal of a query parameter. */
export function badParameter(name: string, detail: string) {
	return apiError(400, `${name}: ${detail}`, { source: { parameter: name } });
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

/** How a query parameter takes several values. */
type ListStyle = 'repeated' | 'comma' | 'json' | 'indexed';

/**
 * The values of a parameter that takes several. In every style but the repeated one, only the first value of the key
 * counts, as where a server reads one.
 */
export function listIn<V extends string>(
	query: URLSearchParams,
	name: string,
	choices: readonly V[],
	style: ListStyle,
): readonly V[] {
	return textsIn(query, name, style).map((value) => choiceOf(value, name, choices));
}

function textsIn(query: URLSearchParams, name: string, style: ListStyle): readonly string[] {
	if (style === 'repeated') return query.getAll(name);
	const first = query.get(name) ?? (style === 'indexed' ? query.get(`${name}[0]`) : null);
	if (first === null) return [];
	if (style === 'comma') return first.split(',').map((value) => value.trim());
	return style === 'json' ? jsonTextsIn(first, name) : [first, ...furtherIndexed(query, name)];
}

/** A list of texts in JSON, or one value as it is. */
function jsonTextsIn(text: string, name: string): readonly string[] {
	if (!text.startsWith('[')) return [text];
	const checked = jsonTexts.safeParse(text);
	if (checked.success) return checked.data;
	throw badParameter(name, `${text} is not a list in JSON.`);
}

function furtherIndexed(query: URLSearchParams, name: string): readonly string[] {
	const next = (index: number): string[] => {
		const value = query.get(`${name}[${String(index)}]`);
		return value === null ? [] : [value, ...next(index + 1)];
	};
	return next(1);
}

const jsonTexts = z
	.string()
	.transform((text, context): unknown => {
		try {
			return JSON.parse(text);
		} catch {
			context.addIssue({ code: 'custom', message: 'is not JSON' });
			return z.NEVER;
		}
	})
	.pipe(z.array(z.string()));

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
