import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { chosenQuery, columnsOf, KardError, type KardClient, type ListOperation } from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';
import { withNamedEvent } from '../parameters/otherEvent';
import { queryColumns } from '../parameters/queryColumns';
import type { ForItem } from './forEachItem';
import { collectionParameter, idOfItem, idsFor } from './itemParameters';
import { outputOf } from './output';
import { rowOptions } from './rowOptions';

/** How many results are wanted for an item. */
function limitFor(context: IExecuteFunctions, index: number): number {
	if (context.getNodeParameter(PARAMETERS.returnAll, index, false)) return Infinity;
	const limit = Number(context.getNodeParameter(PARAMETERS.limit, index, 50));
	if (Number.isInteger(limit) && limit > 0) return limit;
	throw new KardError('Limit: expected a whole number of at least 1. Enter one, or turn on Return All.');
}

function queryFor(context: IExecuteFunctions, operation: ListOperation, index: number, limit: number) {
	const { filters, others } = queryColumns(operation);
	const { pageSize } = operation;
	return {
		...chosenQuery(filters, withNamedEvent(collectionParameter(context, PARAMETERS.filters, index))),
		...chosenQuery(others, collectionParameter(context, PARAMETERS.options, index)),
		...(pageSize === undefined ? {} : { pageSize: Math.min(limit, pageSize) }),
	};
}

/** An operation that lists resources, item by item. */
export function listForItem(
	context: IExecuteFunctions,
	client: KardClient,
	operation: ListOperation,
): ForItem {
	const options = rowOptions(context, operation);
	const run = async (index: number): Promise<IDataObject[]> => {
		const limit = limitFor(context, index);
		const ids = idsFor(context, operation, index);
		const query = queryFor(context, operation, index, limit);
		const show = outputOf(context, index, operation);
		const found: IDataObject[] = [];
		for await (const page of client.list(operation, { ids, query }, options).pages()) {
			const items = page.data.map((one) => ({ ...ids, ...show(one, page) }));
			found.push(...items.slice(0, limit - found.length));
			if (found.length >= limit) break;
		}
		return found;
	};
	const columns = [...columnsOf(operation.ids), ...columnsOf(operation.query)];
	return { run, idOf: (index) => idOfItem(context, operation, index), columns };
}
