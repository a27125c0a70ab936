import type { Bundle, Create, PlainInputField, ZObject } from 'zapier-platform-core';
import { z } from 'zod/v4';
import { RESOURCES, rowColumns, type BulkOperation, type KardClient } from '../../../shared/index';
import { inputField, valuesOf } from '../fields/inputField';
import { objectOutput } from '../fields/outputFields';
import { rowTypeFields, rowTypeOf } from '../fields/rowType';
import { settingFields } from '../fields/settings';
import { inStep, type StepLimits } from '../host/step';
import { OFFER_CHOICES } from '../triggers/offerChoices';
import { labelOf } from '../words';
import { asFound } from './asFound';
import { told } from './notes';
import { sendRows } from './sendRows';

/** What a step with one row hands over. */
export type RowResult = Record<string, unknown> & { id: string; status: string };

const output = objectOutput(
	z.object({ id: z.string().meta({ title: 'ID' }), status: z.string().meta({ title: 'Status' }) }),
);

/** What tells one action of the app from another. */
export interface ActionWords {
	readonly key: string;
	/** What it does, as Zapier wants it: one sentence that begins with a verb in the third person. */
	readonly description: string;
	/** What it is called, where that is not what its operation does to its resource. */
	readonly label?: string;
}

/** Sends one row and says what became of it. */
async function sendRow(client: KardClient, operation: BulkOperation, bundle: Bundle): Promise<RowResult> {
	const row = valuesOf(rowColumns(operation, rowTypeOf(bundle)), bundle.inputData);
	const { result, rejection } = await sendRows(client, operation, [row], bundle, {
		rowType: rowTypeOf(bundle),
	});
	const [failure] = result.failed;
	if (rejection) throw rejection;
	if (failure) throw failure.error;
	const [{ id, status, notes } = { id: '', status: 'failed', notes: [] }] = result.succeeded;
	return { id, status, ...told(notes) };
}

/** Where Kard can list what a field may hold, a person picks it from a dropdown. */
const DROPDOWNS: Readonly<Record<string, Partial<PlainInputField>>> = {
	matchedOfferId: { dynamic: `${OFFER_CHOICES}.id.name`, dependsOn: ['userId'] },
};

function rowFields(operation: BulkOperation) {
	return (_: ZObject, bundle: Bundle): Promise<PlainInputField[]> => {
		const columns = rowColumns(operation, rowTypeOf(bundle));
		return Promise.resolve(columns.map((column) => inputField(column, DROPDOWNS[column.key])));
	};
}

/** An action that sends one row of a bulk operation. */
export function createRow(operation: BulkOperation, words: ActionWords, limits: StepLimits): Create {
	return {
		key: words.key,
		noun: RESOURCES[operation.resource],
		display: { label: labelOf(operation), description: words.description },
		operation: {
			inputFields: [...rowTypeFields(operation), rowFields(operation), ...settingFields(operation)],
			perform: inStep(limits, async (tools, bundle) =>
				asFound(tools, bundle, await sendRow(tools.client, operation, bundle)),
			),
			outputFields: output.fields,
			sample: { ...operation.sample },
		},
	};
}
