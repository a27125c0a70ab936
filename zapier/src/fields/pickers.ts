import type { PlainInputField } from 'zapier-platform-core';
import {
	columnsOf,
	idNamesOf,
	operations,
	pickedFrom,
	userOperations,
	type Column,
	type PickableList,
} from '../../../shared/host';

/** The lists that IDs are picked from, each once. */
export const pickableLists: readonly PickableList[] = [
	...new Set(
		operations.flatMap((operation) =>
			idNamesOf(operation).flatMap((idName) => pickedFrom(operation, idName) ?? []),
		),
	),
];

/** The key of the trigger that fills a dropdown from a list. People do not see it as a trigger. */
export function choicesKey({ resource }: PickableList): string {
	return `${resource.name}_choices`;
}

/** The step that finds a user, whom no list names. */
const FIND_USER = { search: `${userOperations.get.steps.one.key}.id` };

/** What a field picks, where it is not called like the ID of that. */
const OTHER_NAMES: Readonly<Record<string, string>> = { matchedOfferId: 'offerId' };

/** How the value of a field is picked: from a dropdown, or by a step before that finds it; nothing for what is written. */
export function picker({ key }: Pick<Column, 'key'>): Partial<PlainInputField> {
	if (key === 'userId') return FIND_USER;
	const list = pickableLists.find(({ picked }) => picked.id === (OTHER_NAMES[key] ?? key));
	if (list === undefined) return {};
	const needed = columnsOf(list.ids).map((column) => column.key);
	const finds = 'none' in list.steps ? undefined : list.steps.one;
	return {
		dynamic: `${choicesKey(list)}.id.label`,
		...(finds && { search: `${finds.key}.id` }),
		...(needed.length > 0 && { dependsOn: needed }),
	};
}
