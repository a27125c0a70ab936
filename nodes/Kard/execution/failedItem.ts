import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** Whether the node was given an output of its own for what fails. */
function hasErrorOutput(context: IExecuteFunctions): boolean {
	return context.getNode().onError === 'continueErrorOutput';
}

/** Gives an object an `error` that is found by who asks for it by its name, and that is not copied, shown or stored. */
function withHiddenError(target: object, message: unknown): void {
	Object.defineProperty(target, 'error', { value: { message } });
}

/** The columns of an input item, where n8n would write ours over one of them. */
function hiddenInput(context: IExecuteFunctions, index: number, json: IDataObject): IDataObject {
	const own = context.getInputData()[index]?.json ?? {};
	return Object.keys(own).some((name) => name in json) ? { input: own } : {};
}

/**
 * The output item of what failed: flat, with what is known of it and nothing else.
 *
 * n8n sends an item to the error output if it has an `error`, and replaces all that an item with an `error` says by its
 * message. In between it makes a copy, to which it adds the columns of the input item, which are what a person needs to
 * mend the row: so the `error` is one that is not copied. Retry On Fail looks for an `error` in the json of the first
 * item.
 */
export function failedItem(context: IExecuteFunctions, index: number, json: IDataObject): INodeExecutionData {
	const isBranched = hasErrorOutput(context);
	const shown = isBranched ? { ...hiddenInput(context, index, json), ...json } : { ...json };
	const item: INodeExecutionData = { json: shown, pairedItem: { item: index } };
	if (context.getNode().retryOnFail === true) withHiddenError(shown, json.errorMessage);
	if (isBranched) withHiddenError(item, json.errorMessage);
	return item;
}
