import type { Create } from 'zapier-platform-core';
import { z } from 'zod/v4';
import {
	columnsOf,
	idOfSubject,
	simplifyResource,
	type Step,
	type Ids,
	type SingleOperation,
} from '../../../shared/host';
import { idFields, idsOf } from '../fields/ids';
import { inputField, valuesOf } from '../fields/inputField';
import { objectOutput, resourceOutput } from '../fields/outputFields';
import { chosenSettings, settingFields } from '../fields/settingFields';
import { inStep, type StepLimits } from '../host/step';
import { wordsOfOne } from '../words';
import { withNotes } from './notes';

/** What has no id of its own is known by the id in the path. */
function identified(operation: SingleOperation, ids: Ids, answer: unknown): Record<string, unknown> {
	return { id: idOfSubject(operation, ids), ...simplifyResource(answer) };
}

/** An action that changes or creates one thing, and hands it over as Kard answers with it. */
export function changeOne(operation: SingleOperation, step: Step, limits: StepLimits): Create {
	const attributes = operation.attributes ? columnsOf(operation.attributes) : [];
	const query = operation.query ? columnsOf(operation.query) : [];
	const output = resourceOutput(operation.answer, operation.attributes);
	return {
		...wordsOfOne(operation, step),
		operation: {
			inputFields: [
				...idFields(operation),
				...[...attributes, ...query].map((column) => inputField(column)),
				...settingFields(operation),
			],
			perform: inStep(limits, async ({ client }, bundle) => {
				const settings = chosenSettings(operation, bundle);
				const ids = idsOf(operation, bundle.inputData);
				const input = {
					ids,
					attributes: valuesOf(attributes, bundle.inputData),
					query: valuesOf(query, bundle.inputData),
				};
				const { data, included, notes } = await client.single(operation, input, settings).withResponse();
				const related = included && { included: included.map((one) => simplifyResource(one)) };
				return output.complete(withNotes({ ...identified(operation, ids, data), ...related }, notes));
			}),
			outputFields: output.fields,
			sample: output.complete(identified(operation, idsOf(operation, operation.sample), operation.sample)),
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
			perform: inStep(limits, async ({ client }, bundle) => {
				const ids = idsOf(operation, bundle.inputData);
				const { notes } = await client.single(operation, { ids }).withResponse();
				return withNotes({ id: idOfSubject(operation, ids), deleted: true }, notes);
			}),
			outputFields: deleted.fields,
			sample: { id: String(operation.sample.id), deleted: true },
		},
	};
}
