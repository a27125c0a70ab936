import isPlainObject from 'lodash/isPlainObject';
import type { Bundle, Create, PlainInputField, ZObject } from 'zapier-platform-core';
import { rowColumns, type BulkOperation, type Column, type Step } from '../../../shared/host';
import { lineField, textOf, valuesOf } from '../fields/inputField';
import { objectOutput } from '../fields/outputFields';
import { rowTypeFields, rowTypeOf } from '../fields/rowType';
import { chosenDefaults, chosenSettings, defaultFields, lineSettingFields } from '../fields/settingFields';
import { inStep, type StepLimits, type Tools } from '../host/step';
import { wordsOfMany } from '../words';
import { batchError, throttledBatch } from './batchFailure';
import { refuseTooMany } from './lineLimit';
import { linesResult, linesSample, toLines } from './lineResults';
import { sendRows } from './sendRows';

const ON_FAILURE = 'onFailure';
const FAIL = 'fail';

const onFailure: PlainInputField = {
	key: ON_FAILURE,
	label: 'If a Line Fails',
	helpText:
		'What to do when some lines are not accepted. The lines that are accepted stay so either way, and the step fails when none is.',
	type: 'string',
	required: false,
	default: 'goOn',
	choices: { goOn: 'Go On and Report Each Line', [FAIL]: 'Fail the Step' },
};

const output = objectOutput(linesResult);

function linesKey({ resource }: BulkOperation): string {
	return `${resource.name}s`;
}

function lineFields(operation: BulkOperation) {
	return (_: ZObject, bundle: Bundle): Promise<PlainInputField[]> => {
		const children = rowColumns(operation, rowTypeOf(operation, bundle)).map((column) =>
			// One value for all lines can be given beside them, so such a field may stay empty.
			lineField(column, { required: column.required && column.defaultable !== true }),
		);
		return Promise.resolve([{ key: linesKey(operation), label: `${operation.resource.title}s`, children }]);
	};
}

function isLine(row: unknown): row is Readonly<Record<string, unknown>> {
	return isPlainObject(row);
}

/** Zapier hands over a list where line items were mapped, and the bare fields of one line where they were not. */
function rowsOf(
	key: string,
	columns: readonly Column[],
	inputs: Readonly<Record<string, unknown>>,
): unknown[] {
	const given = inputs[key];
	if (given === undefined || given === null) {
		const single = valuesOf(columns, inputs);
		return Object.keys(single).length === 0 ? [] : [single];
	}
	return (Array.isArray(given) ? given : [given]).map((row: unknown) =>
		isLine(row) ? valuesOf(columns, row) : row,
	);
}

async function sendLines(
	{ client, z: zapier }: Tools,
	operation: BulkOperation,
	limits: StepLimits,
	bundle: Bundle,
) {
	const rows = rowsOf(
		linesKey(operation),
		rowColumns(operation, rowTypeOf(operation, bundle)),
		bundle.inputData,
	);
	refuseTooMany(rows.length, operation, limits);
	const result = await sendRows(client, operation, rows, bundle, {
		rowType: rowTypeOf(operation, bundle),
		defaults: chosenDefaults(operation, bundle),
	});
	const again = throttledBatch(zapier, result, chosenSettings(operation, bundle).duplicates);
	if (again) throw again;
	const nothingAccepted = result.failed.length > 0 && result.succeeded.length === 0;
	const isToFail = textOf(bundle.inputData[ON_FAILURE]) === FAIL && result.failed.length > 0;
	if (nothingAccepted || isToFail) throw batchError(result);
	return toLines(result);
}

/** An action that sends many rows of a bulk operation, and says what became of each. */
export function createLines(operation: BulkOperation, step: Step, limits: StepLimits): Create {
	return {
		...wordsOfMany(operation, step),
		operation: {
			inputFields: [
				...rowTypeFields(operation),
				lineFields(operation),
				...defaultFields(operation),
				onFailure,
				...lineSettingFields(operation),
			],
			perform: inStep(limits, (tools, bundle) => sendLines(tools, operation, limits, bundle)),
			outputFields: output.fields,
			sample: linesSample(operation),
		},
	};
}
