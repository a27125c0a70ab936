import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import {
	columnsOf,
	idOfSubject,
	KardValidationError,
	type Ids,
	type ListOperation,
	type SingleOperation,
} from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';
import { textParameter } from '../parameters/textParameter';

/** Fields by their names. */
type Fields = Readonly<Record<string, unknown>>;

/** Of a text in the place of a collection n8n leaves the functions that every text has, by the names of the fields. */
const fields = z.record(
	z.string(),
	z.unknown().refine((value) => typeof value !== 'function'),
);

/** The collections by their names, as they are called on the form. */
const COLLECTIONS = {
	[PARAMETERS.defaults]: 'Default Values',
	[PARAMETERS.attributes]: 'Additional Fields',
	[PARAMETERS.filters]: 'Filters',
	[PARAMETERS.options]: 'Options',
};

/**
 * What a person filled in of a collection, for one item.
 * @throws KardValidationError where there is something else in its place
 */
export function collectionParameter(
	context: IExecuteFunctions,
	name: keyof typeof COLLECTIONS,
	index: number,
): Fields {
	const given = fields.safeParse(context.getNodeParameter(name, index, {}));
	if (given.success) return given.data;
	const message =
		'a text has taken the place of the fields. Add the fields that you need, and fill them in one by one';
	throw new KardValidationError(`${COLLECTIONS[name]}: ${message}.`, [{ path: name, message }]);
}

/** The ids of what an item is about. */
export function idsFor(
	context: IExecuteFunctions,
	operation: SingleOperation | ListOperation,
	index: number,
): Ids {
	return Object.fromEntries(
		columnsOf(operation.ids).map(({ key }) => [key, textParameter(context, key, index)]),
	);
}

/** The id of what an item is about; undefined where there is none, or the item is too broken to be read. */
export function idOfItem(
	context: IExecuteFunctions,
	operation: SingleOperation | ListOperation,
	index: number,
): string | undefined {
	try {
		const id = idOfSubject(operation, idsFor(context, operation, index));
		return id === '' ? undefined : id;
	} catch {
		return undefined;
	}
}
