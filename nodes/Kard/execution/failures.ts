import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { z } from 'zod/v4';
import { KardApiError, KardError, KardValidationError } from '../../../shared/host';

/** A row that failed, as an n8n user meets it. */
export interface Failure {
	/** The item's place in the input, from zero. */
	readonly index: number;
	readonly id: string | undefined;
	readonly error: Error;
	/** For a row of a bulk write: the label of the field at fault, where it is about one. */
	readonly field?: string;
	/** For a row of a bulk write: what happened, without the row and the field. */
	readonly reason?: string;
}

/** Names the row that words are about; the label of a field at their beginning belongs to its name. */
function inRow(index: number, words: string, beginsWithField: boolean): string {
	return `Row ${index + 1}${beginsWithField ? ',' : ':'} ${words}`;
}

/** What a person reads of a failure: the row, where there are several or it was sent with others, and the reason. */
export function wordsOf(context: IExecuteFunctions, { index, error, field, reason }: Failure): string {
	if (reason !== undefined) {
		return inRow(index, field === undefined ? reason : `${field}: ${reason}`, field !== undefined);
	}
	const isAlone = context.getInputData().length === 1;
	return isAlone ? error.message : inRow(index, error.message, error instanceof KardValidationError);
}

function facts(context: IExecuteFunctions, failure: Failure): IDataObject {
	const { index, id, error } = failure;
	return {
		message: wordsOf(context, failure),
		row: index + 1,
		...(id === undefined ? {} : { id }),
		...(error instanceof KardApiError ? { statusCode: error.statusCode } : {}),
		...(error instanceof KardValidationError ? { fields: error.issues.map(({ path }) => path) } : {}),
		...(error instanceof KardError && error.outcomeUnknown ? { outcomeUnknown: true } : {}),
	};
}

/** Whether the node was given an output of its own for what fails. */
function hasErrorOutput(context: IExecuteFunctions): boolean {
	return context.getNode().onError === 'continueErrorOutput';
}

/**
 * The output item of a row that failed.
 *
 * n8n sends an item to the error output only if its json is `error` and nothing beside it; there it adds the columns
 * of the input item by itself, which are what a person needs to mend the row. In the regular output the item says
 * what the successful ones say, and the error.
 */
export function failedItem(context: IExecuteFunctions, failure: Failure): INodeExecutionData {
	const pairedItem = { item: failure.index };
	const error = facts(context, failure);
	if (hasErrorOutput(context)) return { json: { error }, pairedItem };
	return {
		json: { ...(failure.id === undefined ? {} : { id: failure.id }), status: 'failed', error },
		pairedItem,
	};
}

/** Whether the person has stopped the execution. */
export function isCancelled(context: IExecuteFunctions): boolean {
	return context.getExecutionCancelSignal()?.aborted === true;
}

/** Whatever was thrown, as an error that a person can read. */
export function asError(caught: unknown): Error {
	if (caught instanceof z.ZodError) {
		return new Error('A parameter has a value of the wrong kind. Check the parameters of the node.');
	}
	return caught instanceof Error ? caught : new Error('Something unexpected went wrong.');
}

/** One failed item for each input item: nothing could be done for any of them. */
export function allFailed(context: IExecuteFunctions, caught: unknown): INodeExecutionData[] {
	const error = asError(caught);
	return context.getInputData().map((_, index) => failedItem(context, { index, id: undefined, error }));
}

/**
 * Whatever was thrown, as the error that n8n shows. It carries words and the item alone: n8n keeps what an error carries
 * in its log of executions.
 */
export function asNodeError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	caught: unknown,
	{ message = asError(caught).message, ...item }: { message?: string; itemIndex?: number } = {},
): NodeOperationError {
	return caught instanceof NodeOperationError
		? caught
		: new NodeOperationError(context.getNode(), message, item);
}

/** The error of one item that stops the node. */
export function itemError(
	context: IExecuteFunctions,
	caught: unknown,
	itemIndex: number,
): NodeOperationError {
	const message = wordsOf(context, { index: itemIndex, id: undefined, error: asError(caught) });
	return asNodeError(context, caught, { message, itemIndex });
}
