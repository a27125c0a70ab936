import { operations } from '../catalogue';
import { idNamesOf, type AnyOperation, type ListOperation } from '../catalogue/description/operation';
import type { Picked } from '../catalogue/description/picked';

/** A list that a person can pick an id from. */
export type PickableList = ListOperation & { readonly picked: Picked };

function isPickable(operation: AnyOperation): operation is PickableList {
	return operation.kind === 'list' && operation.picked !== undefined;
}

/**
 * The list from which an id of an operation can be picked; undefined where Kard has none. Whatever the list itself needs
 * to know, such as the user, is among the other ids of the operation.
 */
export function pickedFrom(operation: AnyOperation, id: string): PickableList | undefined {
	const known = idNamesOf(operation);
	return operations
		.filter(isPickable)
		.find((list) => list.picked.id === id && idNamesOf(list).every((name) => known.includes(name)));
}
