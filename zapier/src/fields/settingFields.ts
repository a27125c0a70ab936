import omit from 'lodash/omit';
import upperFirst from 'lodash/upperFirst';
import type { Bundle, PlainInputField } from 'zapier-platform-core';
import { z } from 'zod/v4';
import {
	defaultableColumns,
	readSettings,
	settingsFor,
	type AnyOperation,
	type BulkOperation,
	type Column,
	type RowOptions,
} from '../../../shared/host';
import { inputField, lineField, valuesOf } from './inputField';

/** A step has 28 seconds, whatever anybody chooses, so how requests are sent is no choice here. */
const NOT_OFFERED = new Set(['batchSize', 'concurrency', 'maxRetries', 'timeoutMs']);

/** Choices about rows among others, which a step for one thing does not have. */
const ONLY_FOR_LINES = new Set(['ifRowIsBad', 'checkOnly']);

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

function fieldsFor(columns: readonly Column[]): PlainInputField[] {
	return columns.map((column) => inputField(withKey(column, optionKey(column)), { required: false }));
}

/** The fields by which a person chooses how the values of one thing are read and sent. */
export function settingFields(operation: AnyOperation): PlainInputField[] {
	return fieldsFor(offered(operation).filter(({ key }) => !ONLY_FOR_LINES.has(key)));
}

/** The fields by which a person chooses how line items are read and sent. */
export function lineSettingFields(operation: BulkOperation): PlainInputField[] {
	return fieldsFor(offered(operation));
}

/** The fields that hold what is the same for all lines. */
export function defaultFields(operation: BulkOperation): PlainInputField[] {
	return defaultableColumns(operation).map((column) => {
		const field = lineField(withKey(column, defaultKey(column)), { required: false });
		return {
			...omit(field, 'default'),
			label: `Default ${column.title}`,
			helpText: `${column.description} Used for lines whose own ${column.title} is empty.`,
		};
	});
}

const timeZone = z.object({ meta: z.object({ timezone: z.string().min(1) }) });

/**
 * What the person chose for a step. Dates without a zone are in the time zone of the Zap.
 * @throws KardValidationError for a value that a setting cannot have
 */
export function chosenSettings(operation: AnyOperation, bundle: Bundle): RowOptions {
	const options = valuesOf(
		offered(operation).map((column) => withKey(column, optionKey(column))),
		bundle.inputData,
	);
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
