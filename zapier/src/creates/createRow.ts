import upperFirst from 'lodash/upperFirst';
import type { Bundle, Create, PlainInputField, ZObject } from 'zapier-platform-core';
import { z } from 'zod/v4';
import {
	rowColumns,
	sendSheet,
	withMessage,
	type BulkOperation,
	type FailedRow,
	type KardClient,
	type KardError,
	type Step,
} from '../../../shared/host';
import { groups, inOrderOfNeed } from '../fields/groups';
import { usualValue, valuesOf, writtenField } from '../fields/inputField';
import { objectOutput } from '../fields/outputFields';
import { picker } from '../fields/pickers';
import { hasRowTypes, rowTypeFields, rowTypeOf } from '../fields/rowType';
import { chosenSettings, settingFields } from '../fields/settingFields';
import { ofOne } from '../host/throttle';
import { inStep, type StepLimits } from '../host/step';
import { wordsOfOne } from '../words';
import { likeFound, type RowResult } from './findOrCreate';
import { subjectsOf } from './subjects';

/** What a step with one row hands over. */
function outputOf(operation: BulkOperation) {
	return objectOutput(
		z.object({
			id: z.string().meta({ title: 'ID' }),
			status: z.string().meta({ title: 'Status' }),
			...subjectsOf(operation).fields,
			notes: z.array(z.string()).meta({ title: 'Notes' }),
		}),
	);
}

/** The failure of the one row: there is no other that it could be told from. */
function failureOf({ error, field, reason }: FailedRow): KardError {
	return withMessage(error, field === undefined ? upperFirst(reason) : `${field}: ${reason}`);
}

/** Sends one row and says what became of it. */
async function sendRow(client: KardClient, operation: BulkOperation, bundle: Bundle): Promise<RowResult> {
	const rowType = rowTypeOf(operation, bundle);
	const row = valuesOf(rowColumns(operation, rowType), bundle.inputData);
	const options = { ...chosenSettings(operation, bundle), ...ofOne.options, rowType };
	const result = await sendSheet(client, operation, [row], { ...options, columns: 'byField' });
	const [failure] = result.failed;
	if (failure) throw failureOf(failure);
	const [outcome] = result.rows;
	const { id, status = 'skipped', notes = [] } = { ...outcome };
	return { id: id ?? '', status, ...subjectsOf(operation).of({ ...outcome }), notes };
}

function rowFields(operation: BulkOperation, rowType: unknown): PlainInputField[] {
	const columns = rowColumns(operation, rowType);
	const rare = new Set(columns.filter((column) => column.rare).map(({ key }) => key));
	const fields = columns.map((column) =>
		writtenField(column, { ...picker(column), ...usualValue(column, operation.onConflict === undefined) }),
	);
	return inOrderOfNeed(fields, ({ key }) => !rare.has(key));
}

/** The fields of a row: as a function only where they depend on a choice, for Zapier asks for them again and again then. */
function inputFieldsOf(operation: BulkOperation) {
	if (!hasRowTypes(operation)) return rowFields(operation, undefined);
	return [
		(_: ZObject, bundle: Bundle): Promise<PlainInputField[]> =>
			Promise.resolve(rowFields(operation, rowTypeOf(operation, bundle))),
	];
}

/** An action that sends one row of a bulk operation. */
export function createRow(operation: BulkOperation, step: Step, limits: StepLimits): Create {
	const output = outputOf(operation);
	const { first, others } = settingFields(operation);
	return {
		...wordsOfOne(operation, step),
		operation: {
			inputFieldGroups: groups('details', 'settings'),
			inputFields: [...first, ...rowTypeFields(operation), ...inputFieldsOf(operation), ...others],
			throttle: ofOne.throttle,
			perform: inStep(limits, async (tools, bundle) =>
				likeFound(tools, bundle, await sendRow(tools.client, operation, bundle)),
			),
			outputFields: output.fields,
			sample: output.complete({ ...subjectsOf(operation).sample, ...operation.sample, notes: [] }),
		},
	};
}
