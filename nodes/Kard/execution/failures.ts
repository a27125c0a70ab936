import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import { errorCodeOf, KardError, KardValidationError, type Column } from '../../../shared/host';

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

/** The label of the field that an error is about, where it is about one. */
function fieldOf(error: Error, columns: readonly Column[]): string | null {
	const [issue] = error instanceof KardValidationError ? error.issues : [];
	if (issue === undefined || issue.path === '') return null;
	const column = columns.find(({ key, path }) => [key, path.join('.')].includes(issue.path));
	return column?.title ?? issue.path;
}

/** What an item that failed is about. */
interface About {
	/** The id of the resource, if it can be read. */
	readonly id?: string | undefined;
	/** The fields that a person fills in for it. */
	readonly columns?: readonly Column[];
}

/**
 * What failed for an item, by the same names as in the row of a bulk write.
 * @param index the place of the item, from zero
 */
export function failureJson(index: number, caught: unknown, about: About = {}): IDataObject {
	const error = asError(caught);
	return {
		status: 'failed',
		row: index + 1,
		id: about.id ?? null,
		errorMessage: error.message,
		errorField: fieldOf(error, about.columns ?? []),
		errorCode: errorCodeOf(error),
		outcomeUnknown: error instanceof KardError && error.outcomeUnknown,
		notes: [],
	};
}

/**
 * Whatever was thrown, as the error that n8n shows. It carries words alone: n8n keeps what an error carries in its log of
 * executions.
 */
export function asNodeError(
	context: Pick<IExecuteFunctions, 'getNode'>,
	caught: unknown,
	message = asError(caught).message,
): NodeOperationError {
	return caught instanceof NodeOperationError ? caught : new NodeOperationError(context.getNode(), message);
}

/** The error of one item that stops the node. It names the row as a person counts, which n8n does not. */
export function itemError(context: IExecuteFunctions, caught: unknown, index: number): NodeOperationError {
	const error = asError(caught);
	// The label of a field at the beginning of the words belongs to the name of the row.
	const row = `Row ${index + 1}${error instanceof KardValidationError ? ',' : ':'}`;
	const isAlone = context.getInputData().length === 1;
	return asNodeError(context, caught, isAlone ? error.message : `${row} ${error.message}`);
}
