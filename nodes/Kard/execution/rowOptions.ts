import type { IExecuteFunctions } from 'n8n-workflow';
import {
	KardError,
	readSettings,
	rowColumns,
	settingsFor,
	type AnyOperation,
	type RowOptions,
} from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';
import { NONE } from '../parameters/noneChoice';
import { collectionParameter } from './itemParameters';

/** The settings that are in sight, beside those among the options. */
function settingsInSight(context: IExecuteFunctions, operation: AnyOperation): [string, unknown][] {
	return settingsFor(operation).flatMap(({ key }): [string, unknown][] => {
		const value: unknown = context.getNodeParameter(key, 0, null);
		return value === null ? [] : [[key, value]];
	});
}

/** A list in which nothing is chosen says nothing; an empty list is a choice of its own. */
function chosenList(title: string, list: readonly unknown[]): readonly unknown[] | undefined {
	if (!list.includes(NONE.value)) return list.length === 0 ? undefined : list;
	if (list.length === 1) return [];
	throw new KardError(
		`Default Values → ${title}: "${NONE.name}" is chosen beside others. Choose one or the other.`,
	);
}

function defaultValues(
	context: IExecuteFunctions,
	operation: AnyOperation,
	rowType: string | undefined,
): Record<string, unknown> {
	if (operation.kind !== 'bulk') return {};
	const titles = new Map(rowColumns(operation, rowType).map(({ key, title }) => [key, title]));
	const given = collectionParameter(context, PARAMETERS.defaults, 0);
	const entries = Object.entries(given).map(([key, value]): [string, unknown] => [
		key,
		Array.isArray(value) ? chosenList(titles.get(key) ?? key, value) : value,
	]);
	return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/**
 * What the person chose for an operation: the settings in sight, the options, and the default values.
 * They hold for all items, so expressions in them are evaluated with the first one.
 * @param rowType the type of the rows, where the operation has several
 * @throws KardError for a value that a setting cannot have, and where one that must be chosen is not
 */
export function rowOptions(
	context: IExecuteFunctions,
	operation: AnyOperation,
	rowType?: string,
): RowOptions {
	const given = readSettings(operation, {
		...Object.fromEntries(settingsInSight(context, operation)),
		...collectionParameter(context, PARAMETERS.options, 0),
	});
	return {
		...given,
		timeZone: context.getTimezone(),
		defaults: defaultValues(context, operation, rowType),
	};
}
