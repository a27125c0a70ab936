import { NodeOperationError, type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { columnsOf, idNamesOf, pickedFrom, pickItems, type PickableList } from '../../../shared/host';
import { connectForm } from '../connection/connect';
import { asNodeError } from '../execution/failures';
import { PARAMETERS } from '../parameters/names';
import { operationNamed } from '../parameters/operationNames';
import { asText } from '../parameters/textParameter';

/** The list of which the form that a person fills in needs an item, and the ids in the form. */
function listIn(context: ILoadOptionsFunctions): { list: PickableList; ids: Record<string, string> } {
	const text = (name: string) => asText(context.getCurrentNodeParameter(name));
	const operation = operationNamed(text(PARAMETERS.resource), text(PARAMETERS.operation));
	const names = operation ? idNamesOf(operation) : [];
	const [list] = names.flatMap((name) => (operation && pickedFrom(operation, name)) ?? []);
	if (list === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			'This operation has nothing to pick. Choose another one.',
		);
	}
	return { list, ids: Object.fromEntries(names.map((name) => [name, text(name)])) };
}

/**
 * What a person can pick from the list that the form needs, a page at a time.
 * @param search what the person is looking for
 * @param cursor where the list goes on
 * @throws NodeOperationError
 */
export async function searchItems(
	context: ILoadOptionsFunctions,
	search?: string,
	cursor?: string,
): Promise<INodeListSearchResult> {
	const { list, ids } = listIn(context);
	// An expression that has no value in the editor, because nothing has run yet, comes as it is written.
	const [missing] = columnsOf(list.ids).filter(({ key }) => /^(=|$)/.test(ids[key] ?? ''));
	if (missing !== undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`Fill in ${missing.title} first: it says whose ${list.resource.name}s are listed. If it is an expression, run ` +
				'the nodes before this one, or choose By ID here.',
		);
	}
	try {
		const { items, next } = await pickItems(await connectForm(context), list, { ids, search, cursor });
		return { results: items.map(({ id, label }) => ({ name: label, value: id })), paginationToken: next };
	} catch (error) {
		throw asNodeError(context, error);
	}
}
