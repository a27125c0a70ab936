import type { Create, PlainOutputField } from 'zapier-platform-core';
import { z } from 'zod/v4';
import {
	columnsOf,
	idOfSubject,
	simplifyResource,
	type Step,
	type Ids,
	type SingleOperation,
} from '../../../shared/host';
import { groups, inOrderOfNeed } from '../fields/groups';
import { idFields, idsOf } from '../fields/ids';
import { inputField, valuesOf, writtenField } from '../fields/inputField';
import { objectOutput, resourceOutput } from '../fields/outputFields';
import { chosenSettings, settingFields } from '../fields/settingFields';
import { inStep, type StepLimits } from '../host/step';
import { ofOne } from '../host/throttle';
import { wordsOfOne } from '../words';
import { notesField, withNotes } from './notes';

/** What has no id of its own is known by the id in the path. */
function identified(operation: SingleOperation, ids: Ids, answer: unknown): Record<string, unknown> {
	return { id: idOfSubject(operation, ids), ...simplifyResource(answer) };
}

/** What came along, where it was asked for; what else each holds depends on what it is. */
const includedFields: PlainOutputField[] = [
	{ key: 'included[]id', label: 'Included ID', type: 'string' },
	{ key: 'included[]name', label: 'Included Name', type: 'string' },
];

/** Whether an update changed anything: `updated` or `unchanged`. */
const statusField: PlainOutputField = { key: 'status', label: 'Status', type: 'string' };

/** An action that changes or creates one thing, and hands it over as Kard answers with it. */
export function changeOne(operation: SingleOperation, step: Step, limits: StepLimits): Create {
	const attributes = operation.attributes ? columnsOf(operation.attributes) : [];
	const query = operation.query ? columnsOf(operation.query) : [];
	const output = resourceOutput(operation.answer, operation.attributes);
	const { first, others } = settingFields(operation);
	const brings = query.some(({ key }) => key === 'include');
	return {
		...wordsOfOne(operation, step),
		operation: {
			inputFieldGroups: groups('details', 'settings'),
			inputFields: [
				...first,
				...inOrderOfNeed([
					...idFields(operation),
					...attributes.map((column) => writtenField(column)),
					...query.map((column) => inputField(column)),
				]),
				...others,
			],
			throttle: ofOne.throttle,
			perform: inStep(limits, async ({ client }, bundle) => {
				const settings = { ...chosenSettings(operation, bundle), ...ofOne.options };
				const ids = idsOf(operation, bundle.inputData);
				const input = {
					ids,
					attributes: valuesOf(attributes, bundle.inputData),
					query: valuesOf(query, bundle.inputData),
				};
				const done = await client.single(operation, input, settings).withResponse();
				const { data, included, notes, status } = done;
				const related = brings && { included: (included ?? []).map((one) => simplifyResource(one)) };
				const told = { ...identified(operation, ids, data), ...related, ...(status && { status }) };
				return output.complete(withNotes(told, notes));
			}),
			outputFields: [
				...output.fields,
				...(brings ? includedFields : []),
				...(operation.merge ? [statusField] : []),
				notesField,
			],
			sample: output.complete(
				withNotes({
					...identified(operation, idsOf(operation, operation.sample), operation.sample),
					...(brings && { included: [] }),
					...(operation.merge && { status: 'updated' }),
				}),
			),
		},
	};
}

const deleted = objectOutput(
	z.object({ id: z.string().meta({ title: 'ID' }), deleted: z.boolean().meta({ title: 'Deleted' }) }),
);

/** An action that deletes one resource. */
export function deleteOne(operation: SingleOperation, step: Step, limits: StepLimits): Create {
	return {
		...wordsOfOne(operation, step),
		operation: {
			inputFields: idFields(operation),
			throttle: ofOne.throttle,
			perform: inStep(limits, async ({ client }, bundle) => {
				const ids = idsOf(operation, bundle.inputData);
				const { notes } = await client.single(operation, { ids }, ofOne.options).withResponse();
				return withNotes({ id: idOfSubject(operation, ids), deleted: true }, notes);
			}),
			outputFields: [...deleted.fields, notesField],
			sample: withNotes({ id: String(operation.sample.id), deleted: true }),
		},
	};
}
