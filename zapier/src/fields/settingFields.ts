import omit from 'lodash/omit';
import upperFirst from 'lodash/upperFirst';
import type { Bundle, PlainInputField } from 'zapier-platform-core';
import { z } from 'zod/v4';
import {
	defaultableColumns,
	KardValidationError,
	readSettings,
	settingsFor,
	type AnyOperation,
	type BulkOperation,
	type Column,
	type RowOptions,
} from '../../../shared/host';
import { grouped } from './groups';
import { inputField, lineField, usualValue, valuesOf } from './inputField';

/** A step has 28 seconds, whatever anybody chooses, so how requests are sent is no choice here. */
const NOT_OFFERED = new Set(['batchSize', 'concurrency', 'maxRetries', 'timeoutMs']);

/** Choices about rows among others, which a step for one thing does not have. */
const ONLY_FOR_LINES = new Set(['ifRowIsBad', 'checkOnly']);

/** How amounts are written is always chosen by the person: a wrong guess is a hundred times too much or too little. */
const AMOUNTS = 'amounts';

/** The choices that are asked for before the fields, in their order; the others are under a heading. */
const FIRST = [AMOUNTS, 'checkOnly'];

/** The settings of an operation that a person chooses in Zapier. */
function offered(operation: AnyOperation): readonly Column[] {
	return settingsFor(operation).filter(({ key }) => !NOT_OFFERED.has(key));
}

/** A setting and a field may have the same name, such as `email`. */
function optionKey(column: Column): string {
	return `${column.key}Option`;
}

function defaultKey(column: Column): string {
	return `default${upperFirst(column.key)}`;
}

function withKey(column: Column, key: string): Column {
	return { ...column, key };
}

function settingField(column: Column): PlainInputField {
	const field = inputField(withKey(column, optionKey(column)), { required: column.key === AMOUNTS });
	return column.key === AMOUNTS ? omit(field, 'default') : field;
}

/** The fields by which a person chooses how values are read and sent. */
interface SettingFields {
	/** What is asked for before anything else. */
	readonly first: PlainInputField[];
	/** What few people change. */
	readonly others: PlainInputField[];
}

function settingFieldsFor(columns: readonly Column[]): SettingFields {
	const others = columns.filter(({ key }) => !FIRST.includes(key));
	return {
		first: FIRST.flatMap((key) => columns.filter((column) => column.key === key)).map(settingField),
		others: grouped('settings', others.map(settingField)),
	};
}

/** The fields by which a person chooses how the values of one thing are read and sent. */
export function settingFields(operation: AnyOperation): SettingFields {
	return settingFieldsFor(offered(operation).filter(({ key }) => !ONLY_FOR_LINES.has(key)));
}

/** The fields by which a person chooses how line items are read and sent. */
export function lineSettingFields(operation: BulkOperation): SettingFields {
	return settingFieldsFor(offered(operation));
}

/** The fields that hold what is the same for all lines. */
export function defaultFields(operation: BulkOperation): PlainInputField[] {
	const fields = defaultableColumns(operation).map((column) => {
		const field = lineField(withKey(column, defaultKey(column)), { required: false });
		return {
			...field,
			...usualValue(column, operation.onConflict === undefined),
			label: defaultLabel(column.title),
			helpText: `${column.description} Used for rows whose own ${column.title} is empty.`,
		};
	});
	return grouped('defaults', fields);
}

/** The label of the field that holds one value for all lines. */
export function defaultLabel(title: string): string {
	return `Default ${title}`;
}

const timeZone = z.object({ meta: z.object({ timezone: z.string().min(1) }) });

/** Zapier asks for a required field in its editor, and nowhere else. */
function refuseWithoutAmounts(columns: readonly Column[], options: Readonly<Record<string, unknown>>): void {
	const amounts = columns.find(({ key }) => key === AMOUNTS);
	if (amounts === undefined || options[optionKey(amounts)] !== undefined) return;
	const choices = Object.values(amounts.choices).join(' or ');
	const message = `is not chosen. Choose ${choices}.`;
	throw new KardValidationError(`${amounts.title}: ${message}`, [{ path: AMOUNTS, message }]);
}

/**
 * What the person chose for a step. Dates without a zone are in the time zone of the Zap.
 * @throws KardValidationError for a value that a setting cannot have, and where it is not chosen how amounts are written
 */
export function chosenSettings(operation: AnyOperation, bundle: Bundle): RowOptions {
	const columns = offered(operation);
	const options = valuesOf(
		columns.map((column) => withKey(column, optionKey(column))),
		bundle.inputData,
	);
	refuseWithoutAmounts(columns, options);
	const given = readSettings(
		operation,
		Object.fromEntries(Object.entries(options).map(([key, value]) => [key.replace(/Option$/, ''), value])),
	);
	const zone = timeZone.safeParse(bundle);
	return { ...given, timeZone: zone.success ? zone.data.meta.timezone : undefined };
}

/** What the person chose for lines whose own field is empty. */
export function chosenDefaults(operation: BulkOperation, bundle: Bundle): Record<string, unknown> {
	const entries = defaultableColumns(operation).map((column): [string, unknown] => [
		column.key,
		valuesOf([withKey(column, defaultKey(column))], bundle.inputData)[defaultKey(column)],
	]);
	return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
