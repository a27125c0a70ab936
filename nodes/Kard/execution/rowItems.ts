import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	rowColumns,
	type BulkOperation,
	type RecognizedColumn,
	type SheetResult,
} from '../../../shared/host';
import { PARAMETERS } from '../parameters/names';
import { failedItem } from './failedItem';
import { collectionParameter } from './itemParameters';

function columnJson({ heading, outcome, field, candidates = [] }: RecognizedColumn): IDataObject {
	return { heading, outcome, field: field ?? null, candidates };
}

/** What every item of a bulk write has beside a failure, where nothing is known of the row. */
export function unknownRow(operation: BulkOperation): IDataObject {
	const keys = rowColumns(operation, undefined).map(({ key }) => key);
	const subjects = ['userId', 'transactionId'].filter((name) => keys.includes(name));
	return Object.fromEntries(['duplicateOfRow', ...subjects].map((name) => [name, null]));
}

/**
 * What became of each row as an item each, in order and with the same keys in all of them. The person's own columns are
 * under a key of their own, for they may well have the names of ours, such as `id` and `status`.
 */
export function rowItems(context: IExecuteFunctions, sheet: SheetResult): INodeExecutionData[] {
	const options = collectionParameter(context, PARAMETERS.options, 0);
	const understood =
		options[PARAMETERS.includeColumns] === true ? { columns: sheet.columns.map(columnJson) } : {};
	const inputOf = ({ json }: INodeExecutionData) =>
		options[PARAMETERS.includeInput] === true ? { input: json } : {};
	return context.getInputData().flatMap((item, index) => {
		const outcome = sheet.rows[index];
		if (outcome === undefined) return [];
		const json: IDataObject = { ...outcome, ...understood, ...inputOf(item) };
		return outcome.status === 'failed'
			? failedItem(context, index, json)
			: { json, pairedItem: { item: index } };
	});
}
