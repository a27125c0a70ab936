import { z } from 'zod/v4';
import { retryPolicy } from '../http/retryPolicy';
import { field, valuesOf } from '../fields/field';

const AMOUNT_UNITS = { cents: 'In Cents (1999)', dollars: 'In Dollars (19.99)' } as const;
const DATE_ORDERS = { MDY: 'Month, Day, Year', DMY: 'Day, Month, Year', YMD: 'Year, Month, Day' } as const;
const EMAIL_MODES = {
	hash: 'Hash Only',
	hashAndAddress: 'Hash and Address',
	address: 'Address Only',
} as const;
const DUPLICATE_MODES = { report: 'Report as Duplicate', fail: 'Report as Failed' } as const;

/** How many requests are under way at once, unless the caller says otherwise. */
export const USUAL_CONCURRENCY = 4;

/** What a person can choose about how rows are read and sent, on every host alike. */
export const settings = {
	amounts: field(z.enum(valuesOf(AMOUNT_UNITS)).default('cents'), {
		title: 'Amounts',
		description: 'How the amounts are written.',
		kind: 'choice',
		examples: ['cents'],
		choices: AMOUNT_UNITS,
	}),
	dateOrder: field(z.enum(valuesOf(DATE_ORDERS)).default('MDY'), {
		title: 'Date Order',
		description: 'How dates such as 03/04/2026 are written. A date that does not fit is refused.',
		kind: 'choice',
		examples: ['MDY'],
		choices: DATE_ORDERS,
	}),
	email: field(z.enum(valuesOf(EMAIL_MODES)).default('hash'), {
		title: 'Email Is Sent As',
		description: 'What leaves for Kard of an email address.',
		kind: 'choice',
		examples: ['hash'],
		choices: EMAIL_MODES,
	}),
	duplicates: field(z.enum(valuesOf(DUPLICATE_MODES)).default('report'), {
		title: 'Duplicates',
		description: 'What to do with a row that Kard has already, or that stands twice in the input.',
		kind: 'choice',
		examples: ['report'],
		choices: DUPLICATE_MODES,
	}),
	batchSize: field(z.int().min(1).optional(), {
		title: 'Batch Size',
		description: 'How many rows go into one request. By default as many as Kard takes.',
		kind: 'wholeNumber',
		examples: [100],
	}),
	concurrency: field(z.int().min(1).max(20).default(USUAL_CONCURRENCY), {
		title: 'Requests at Once',
		description: 'How many requests are under way at the same time.',
		kind: 'wholeNumber',
		examples: [USUAL_CONCURRENCY],
	}),
	maxRetries: field(z.int().min(0).max(10).default(retryPolicy.maxRetries), {
		title: 'Retries',
		description: 'How often a request is repeated when Kard is busy or cannot be reached.',
		kind: 'wholeNumber',
		examples: [retryPolicy.maxRetries],
	}),
	timeoutMs: field(z.int().min(1).max(600_000).default(retryPolicy.timeoutMs), {
		title: 'Timeout',
		description: 'How long to wait for the answer to one request, in milliseconds.',
		kind: 'wholeNumber',
		examples: [retryPolicy.timeoutMs],
	}),
};

/** The name of one such choice. */
export type SettingName = keyof typeof settings;
