import type { Bundle, Create } from 'zapier-platform-core';
import { rowColumns, sendSheet, type BulkOperation, type Step } from '../../../shared/host';
import { groups } from '../fields/groups';
import { textOf } from '../fields/inputField';
import { objectOutput } from '../fields/outputFields';
import { rowTypeOf } from '../fields/rowType';
import { chosenDefaults, chosenSettings } from '../fields/settingFields';
import { inStep, type StepLimits, type Tools } from '../host/step';
import { wordsOfMany } from '../words';
import { FAIL, lineFields, ON_FAILURE } from './lineFields';
import { refuseTooMany } from './lineLimit';
import { linesResult, linesSample, toLines } from './lineResults';
import { linesIn } from './linesIn';
import { failureOf, throttledSheet } from './stepFailure';

async function sendLines(
	{ client, z: zapier }: Tools,
	operation: BulkOperation,
	limits: StepLimits,
	bundle: Bundle,
) {
	const rowType = rowTypeOf(operation, bundle);
	const settings = chosenSettings(operation, bundle);
	const { rows, unreadable } = linesIn(operation, rowColumns(operation, rowType), bundle.inputData);
	refuseTooMany(rows.length, operation, limits);
	const options = { ...settings, rowType, defaults: chosenDefaults(operation, bundle), unreadable };
	const result = await sendSheet(client, operation, rows, { ...options, columns: 'recognize' });
	if (result.refusal) throw result.refusal;
	const again = throttledSheet(zapier, result, settings.duplicates);
	if (again) throw again;
	const lines = toLines(operation, result);
	const isToFail = textOf(bundle.inputData[ON_FAILURE]) === FAIL && lines.failed > 0;
	const nothingGood = lines.failed > 0 && lines.accepted + lines.ready === 0;
	// Who only checks wants to see every row.
	if (settings.checkOnly !== true && (nothingGood || isToFail)) throw failureOf(result);
	return lines;
}

/** An action that sends many rows of a bulk operation, and says what became of each. */
export function createLines(operation: BulkOperation, step: Step, limits: StepLimits): Create {
	return {
		...wordsOfMany(operation, step),
		operation: {
			inputFieldGroups: groups('defaults', 'settings'),
			inputFields: lineFields(operation),
			perform: inStep(limits, (tools, bundle) => sendLines(tools, operation, limits, bundle)),
			outputFields: objectOutput(linesResult(operation)).fields,
			sample: linesSample(operation),
		},
	};
}
