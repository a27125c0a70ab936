import { z } from 'zod/v4';
import { columnsOf, type Column } from '../fields/columns';
import { settings, type SettingName } from './settings';
import type { AnyOperation } from '../catalogue/operation';

/** The settings that matter only where a field depends on them. */
const ONLY_FOR_FIELDS: readonly SettingName[] = ['amounts', 'dateOrder', 'email'];
const ONLY_FOR_BULK: readonly SettingName[] = ['duplicates', 'batchSize', 'concurrency'];

function fieldsOf(operation: AnyOperation): readonly Column[] {
	if (operation.kind === 'bulk') return Object.values(operation.rows).flatMap((row) => columnsOf(row));
	if (operation.kind === 'list') return columnsOf(operation.query);
	return operation.attributes ? columnsOf(operation.attributes) : [];
}

/** The settings that a person can choose for an operation, in the order of their description. */
export function settingsFor(operation: AnyOperation): readonly Column[] {
	const needed = new Set<string>(fieldsOf(operation).flatMap(({ dependsOn = [] }) => dependsOn));
	const isOffered = (name: SettingName): boolean => {
		if (ONLY_FOR_FIELDS.includes(name)) return needed.has(name);
		if (name === 'duplicates' && operation.kind === 'bulk' && operation.onConflict) return false;
		return operation.kind === 'bulk' || !ONLY_FOR_BULK.includes(name);
	};
	const names = Object.keys(settings).filter((name): name is SettingName => name in settings);
	return columnsOf(
		z.object(Object.fromEntries(names.filter(isOffered).map((name) => [name, settings[name]]))),
	);
}
