import { z } from 'zod/v4';
import type { AnyOperation } from '../catalogue/description/operation';
import { boolean, choice, wholeNumber } from '../fields';
import { columnsOf, type Column } from '../fields/columns';
import { retryPolicy } from '../http/retryPolicy';

const AMOUNT_UNITS = { cents: 'In Cents (1999)', dollars: 'In Dollars (19.99)' } as const;
const NUMBER_FORMATS = { point: '1,234.56', comma: '1.234,56' } as const;
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
		description: 'How the amounts are written. Nobody chooses it for you, as a wrong choice costs money.',
		examples: ['cents'],
		choices: AMOUNT_UNITS,
	}),
	numberFormat: choice({
		title: 'Number Format',
		description: 'How amounts are written. One that is clearly written in the other format is refused.',
		examples: ['point'],
		choices: NUMBER_FORMATS,
	}).default('point'),
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
	strict: boolean({
		title: 'Strict',
		description:
			'Whether an optional cell that cannot be read fails its row. Otherwise it is left out, and the result says so.',
		examples: [true],
	}).default(false),
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
const ONLY_FOR_FIELDS: readonly SettingName[] = ['amounts', 'numberFormat', 'dateOrder', 'email'];
const ONLY_FOR_BULK: readonly SettingName[] = [
	'duplicates',
	'ifRowIsBad',
	'strict',
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
