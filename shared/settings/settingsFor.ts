import { z } from 'zod/v4';
import { columnsOf, type Column } from '../fields/columns';
import type { FieldKind } from '../fields/field';
import { settings, type SettingName } from './settings';
import type { AnyOperation } from '../catalogue/operation';

/** The settings that matter only where a row has a field of this kind. */
const NEEDED_FOR: Readonly<Partial<Record<SettingName, FieldKind>>> = {
	amounts: 'money',
	dateOrder: 'date',
	email: 'email',
};

const ONLY_FOR_BULK: readonly SettingName[] = ['duplicates', 'batchSize', 'concurrency'];

function fieldsOf(operation: AnyOperation): readonly Column[] {
	if (operation.kind === 'bulk') return Object.values(operation.rows).flatMap((row) => columnsOf(row));
	if (operation.kind === 'list') return columnsOf(operation.query);
	return operation.attributes ? columnsOf(operation.attributes) : [];
}

/** The settings that a person can choose for an operation, in the order of their description. */
export function settingsFor(operation: AnyOperation): readonly Column[] {
	const kinds = new Set(fieldsOf(operation).map((column) => column.kind));
	const isOffered = (name: SettingName): boolean => {
		const kind = NEEDED_FOR[name];
		if (kind !== undefined) return kinds.has(kind);
		if (name === 'duplicates' && operation.kind === 'bulk' && operation.onConflict) return false;
		return operation.kind === 'bulk' || !ONLY_FOR_BULK.includes(name);
	};
	const names = Object.keys(settings).filter((name): name is SettingName => name in settings);
	return columnsOf(
		z.object(Object.fromEntries(names.filter(isOffered).map((name) => [name, settings[name]]))),
	);
}
