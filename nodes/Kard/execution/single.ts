import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import omit from 'lodash/omit';
import { z } from 'zod/v4';
import {
	chosenQuery,
	columnsOf,
	idOfSubject,
	type KardClient,
	type SingleOperation,
} from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';
import { withNamedEvent } from '../parameters/otherEvent';
import type { ForItem } from './forEachItem';
import { collectionParameter, idOfItem, idsFor } from './itemParameters';
import { outputOf } from './output';
import { rowOptions } from './rowOptions';

function attributesFor(context: IExecuteFunctions, operation: SingleOperation, index: number): unknown {
	if (!operation.attributes) return undefined;
	const required = columnsOf(operation.attributes).filter((column) => column.required);
	const own = required.map(({ key }): [string, unknown] => [key, context.getNodeParameter(key, index)]);
	const collected = collectionParameter(context, PARAMETERS.attributes, index);
	return withNamedEvent({ ...collected, ...Object.fromEntries(own) });
}

/** An operation on one resource, item by item. */
export function singleForItem(
	context: IExecuteFunctions,
	client: KardClient,
	operation: SingleOperation,
): ForItem {
	const options = rowOptions(context, operation);
	const queried = operation.query ? columnsOf(operation.query) : [];
	const run = async (index: number): Promise<IDataObject[]> => {
		const ids = idsFor(context, operation, index);
		const attributes = attributesFor(context, operation, index);
		const query = chosenQuery(queried, collectionParameter(context, PARAMETERS.options, index));
		const input = { ids, attributes, query };
		const done = await client.single(operation, input, options).withResponse();
		const { data, included, notes, status } = done;
		const noted = { ...(status && { status }), ...(notes && { notes: [...notes] }) };
		if (operation.method === 'DELETE') return [{ id: idOfSubject(operation, ids), deleted: true, ...noted }];
		const asked = z.array(z.string()).catch([]).parse(query.include);
		const others = omit(ids, operation.about ?? []);
		return [{ ...others, ...outputOf(context, index)(data, { included, asked }), ...noted }];
	};
	const attributes = operation.attributes ? columnsOf(operation.attributes) : [];
	const columns = [...columnsOf(operation.ids), ...attributes, ...queried];
	return { run, idOf: (index) => idOfItem(context, operation, index), columns };
}
