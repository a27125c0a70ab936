import { retryPolicy } from '../http/retryPolicy';
import { choice, wholeNumber } from '../fields';

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
	amounts: choice({
		title: 'Amounts',
		description: 'How the amounts are written.',
		examples: ['cents'],
		choices: AMOUNT_UNITS,
	}).default('cents'),
	dateOrder: choice({
		title: 'Date Order',
		description: 'How dates such as 03/04/2026 are written. A date that does not fit is refused.',
		examples: ['MDY'],
		choices: DATE_ORDERS,
	}).default('MDY'),
	email: choice({
		title: 'Email Is Sent As',
		description: 'What leaves for Kard of an email address.',
		examples: ['hash'],
		choices: EMAIL_MODES,
	}).default('hash'),
	duplicates: choice({
		title: 'Duplicates',
		description: 'What to do with a row that Kard has already, or that stands twice in the input.',
		examples: ['report'],
		choices: DUPLICATE_MODES,
	}).default('report'),
	batchSize: wholeNumber({
		title: 'Batch Size',
		description: 'How many rows go into one request. By default as many as Kard takes.',
		examples: [100],
	}).optional(),
	concurrency: wholeNumber({
		title: 'Requests at Once',
		description: 'How many requests are under way at the same time.',
		examples: [USUAL_CONCURRENCY],
		maximum: 20,
	}).default(USUAL_CONCURRENCY),
	maxRetries: wholeNumber({
		title: 'Retries',
		description: 'How often a request is repeated when Kard is busy or cannot be reached.',
		examples: [retryPolicy.maxRetries],
		minimum: 0,
		maximum: 10,
	}).default(retryPolicy.maxRetries),
	timeoutMs: wholeNumber({
		title: 'Timeout',
		description: 'How long to wait for the answer to one request, in milliseconds.',
		examples: [retryPolicy.timeoutMs],
		maximum: 600_000,
	}).default(retryPolicy.timeoutMs),
};

/** The name of one such choice. */
export type SettingName = keyof typeof settings;
