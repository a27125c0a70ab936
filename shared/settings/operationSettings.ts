import mapValues from 'lodash/mapValues';
import { z } from 'zod/v4';
import type { AnyOperation } from '../catalogue/description/operation';
import { KardValidationError } from '../errors';
import { boolean, choice, wholeNumber } from '../fields';
import { columnsOf, type Column } from '../fields/columns';
import { retryPolicy } from '../http/retryPolicy';

const AMOUNT_UNITS = { cents: 'In Cents (1999)', dollars: 'In Dollars (19.99)' } as const;
const DATE_ORDERS = { MDY: 'Month, Day, Year', DMY: 'Day, Month, Year', YMD: 'Year, Month, Day' } as const;
const EMAIL_MODES = {
	hash: 'Hash Only',
	hashAndAddress: 'Hash and Address',
	address: 'Address Only',
} as const;
const DUPLICATE_MODES = { report: 'Report as Duplicate', fail: 'Report as Failed' } as const;
const BAD_ROW_MODES = { sendOthers: 'Send the Others', sendNothing: 'Send Nothing' } as const;

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
		description: 'What to do with a row that Kard has already, or that is in the input twice.',
		examples: ['report'],
		choices: DUPLICATE_MODES,
	}).default('report'),
	ifRowIsBad: choice({
		title: 'If a Row Is Bad',
		description: 'Whether the other rows are sent when one cannot be, such as one without an amount.',
		examples: ['sendOthers'],
		choices: BAD_ROW_MODES,
	}).default('sendOthers'),
	checkOnly: boolean({
		title: 'Check Only',
		description:
			'Whether to read and check the rows, and send nothing. The result tells of each row what would be sent.',
		examples: [true],
	}).default(false),
	replaceAllAttributes: boolean({
		title: 'Replace All Attributes',
		description:
			'Whether to replace all attributes of a user that exists already. What a row leaves out is lost then.',
		examples: [false],
	}).default(false),
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
type SettingName = keyof typeof settings;

/** The settings that matter only where a field depends on them. */
const ONLY_FOR_FIELDS: readonly SettingName[] = ['amounts', 'dateOrder', 'email'];
const ONLY_FOR_BULK: readonly SettingName[] = [
	'duplicates',
	'ifRowIsBad',
	'checkOnly',
	'batchSize',
	'concurrency',
];

function fieldsOf(operation: AnyOperation): readonly Column[] {
	if (operation.kind === 'bulk') return Object.values(operation.rows).flatMap((row) => columnsOf(row));
	if (operation.kind === 'list') return columnsOf(operation.query);
	return operation.attributes ? columnsOf(operation.attributes) : [];
}

/** Whether an operation may update something and keep what it leaves out. */
function canMerge(operation: AnyOperation): boolean {
	const update = operation.kind === 'bulk' ? operation.onConflict : operation;
	return update?.kind === 'single' && update.merge !== undefined;
}

/** The settings that a person can choose for an operation, in the order of their description. */
export function settingsFor(operation: AnyOperation): readonly Column[] {
	const needed = new Set<string>(fieldsOf(operation).flatMap(({ dependsOn = [] }) => dependsOn));
	const isOffered = (name: SettingName): boolean => {
		if (ONLY_FOR_FIELDS.includes(name)) return needed.has(name);
		if (name === 'duplicates' && operation.kind === 'bulk' && operation.onConflict) return false;
		if (name === 'replaceAllAttributes') return canMerge(operation);
		return operation.kind === 'bulk' || !ONLY_FOR_BULK.includes(name);
	};
	const names = Object.keys(settings).filter((name): name is SettingName => name in settings);
	return columnsOf(
		z.object(Object.fromEntries(names.filter(isOffered).map((name) => [name, settings[name]]))),
	);
}

const chosen = z.object(settings).partial();

/** What a person chose, as the client takes it. */
interface ChosenSettings extends Omit<z.output<typeof chosen>, 'replaceAllAttributes'> {
	readonly attributes: 'merge' | 'replace';
}

/** A form may hold a yes or no as a text. */
function asChosen(value: unknown): unknown {
	return value === 'true' || value === 'false' ? value === 'true' : value;
}

function complaint(issue: z.core.$ZodIssue | undefined): string {
	switch (issue?.code) {
		case 'too_big':
			return `at most ${String(issue.maximum)} is possible. Enter a smaller number.`;
		case 'too_small':
			return `at least ${String(issue.minimum)} is needed. Enter a larger number.`;
		default:
			return 'has a value that it cannot have. Choose or enter another one.';
	}
}

/**
 * Reads what a person chose for an operation.
 * @throws KardValidationError that names the setting by its label, for a value that it cannot have
 */
export function readSettings(
	operation: AnyOperation,
	given: Readonly<Record<string, unknown>>,
): ChosenSettings {
	const parsed = chosen.safeParse(mapValues(given, asChosen));
	if (parsed.success) {
		const { replaceAllAttributes = false, ...others } = parsed.data;
		return { ...others, attributes: replaceAllAttributes ? 'replace' : 'merge' };
	}
	const [issue] = parsed.error.issues;
	const path = String(issue?.path[0]);
	const title = settingsFor(operation).find(({ key }) => key === path)?.title ?? path;
	const message = complaint(issue);
	throw new KardValidationError(`${title}: ${message}`, [{ path, message }]);
}
