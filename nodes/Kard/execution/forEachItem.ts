import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { KardAuthenticationError, KardError, type Column } from '../../../shared/host';
import { failedItem } from './failedItem';
import { failureJson, isCancelled, itemError } from './failures';

/** One operation, item by item. */
export interface ForItem {
	/** Carries it out for one item. */
	readonly run: (index: number) => Promise<IDataObject[]>;
	/** The id of what an item is about, if it can be read. */
	readonly idOf: (index: number) => string | undefined;
	/** The fields that a person fills in for it. */
	readonly columns: readonly Column[];
}

function concernsAll(error: unknown): error is KardError {
	return error instanceof KardAuthenticationError || (error instanceof KardError && error.noToken);
}

/**
 * Runs an operation once for each item, and keeps each output item linked to its input.
 * After a cancellation n8n keeps what is returned, and so the items done so far are.
 * @throws NodeOperationError for the first item that fails, unless the node is set to go on
 */
export async function forEachItem(
	context: IExecuteFunctions,
	{ run, idOf, columns }: ForItem,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	let refusal: KardError | undefined;
	for (const index of context.getInputData().keys()) {
		try {
			// What Kard refused to these credentials once, it refuses to every further item; and where no token could be had,
			// three attempts for one item are enough for all.
			const found = refusal === undefined ? await run(index) : await Promise.reject(refusal);
			for (const json of found) output.push({ json, pairedItem: { item: index } });
		} catch (caught) {
			if (isCancelled(context)) break;
			if (concernsAll(caught)) refusal = caught;
			if (!context.continueOnFail()) throw itemError(context, caught, index);
			output.push(failedItem(context, index, failureJson(index, caught, { id: idOf(index), columns })));
		}
	}
	return output;
}
