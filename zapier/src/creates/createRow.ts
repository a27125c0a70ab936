import type { Bundle, Create, PlainInputField, ZObject } from 'zapier-platform-core';
import { z } from 'zod/v4';
import { rowColumns, type BulkOperation, type KardClient, type Step } from '../../../shared/host';
import { inputField, valuesOf } from '../fields/inputField';
import { objectOutput } from '../fields/outputFields';
import { rowTypeFields, rowTypeOf } from '../fields/rowType';
import { settingFields } from '../fields/settingFields';
import { inStep, type StepLimits } from '../host/step';
import { wordsOfOne } from '../words';
import { likeFound, type RowResult } from './findOrCreate';
import { withNotes } from './notes';
import { sendRows } from './sendRows';

const output = objectOutput(
	z.object({ id: z.string().meta({ title: 'ID' }), status: z.string().meta({ title: 'Status' }) }),
);

/** Sends one row and says what became of it. */
async function sendRow(client: KardClient, operation: BulkOperation, bundle: Bundle): Promise<RowResult> {
	const row = valuesOf(rowColumns(operation, rowTypeOf(operation, bundle)), bundle.inputData);
	const options = { rowType: rowTypeOf(operation, bundle) };
	const { succeeded, failed } = await sendRows(client, operation, [row], bundle, options);
	const [failure] = failed;
	if (failure) throw failure.error;
	const [{ id, status, notes } = { id: '', status: 'failed', notes: [] }] = succeeded;
	return withNotes({ id, status }, notes);
}

function rowFields(operation: BulkOperation) {
	return (_: ZObject, bundle: Bundle): Promise<PlainInputField[]> => {
		const columns = rowColumns(operation, rowTypeOf(operation, bundle));
		return Promise.resolve(columns.map((column) => inputField(column)));
	};
}

/** An action that sends one row of a bulk operation. */
export function createRow(operation: BulkOperation, step: Step, limits: StepLimits): Create {
	return {
		...wordsOfOne(operation, step),
		operation: {
			inputFields: [...rowTypeFields(operation), rowFields(operation), ...settingFields(operation)],
			perform: inStep(limits, async (tools, bundle) =>
				likeFound(tools, bundle, await sendRow(tools.client, operation, bundle)),
			),
			outputFields: output.fields,
			sample: { ...operation.sample },
		},
	};
}
