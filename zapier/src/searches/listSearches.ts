import camelCase from 'lodash/camelCase';
import mapValues from 'lodash/mapValues';
import type { Search } from 'zapier-platform-core';
import { z } from 'zod/v4';
import { columnsOf, nounOf, type ListOperation, type Step } from '../../../shared/host';
import { groups } from '../fields/groups';
import { textOf } from '../fields/inputField';
import { listOutput, resourceOutput } from '../fields/outputFields';
import { inStep, type StepLimits } from '../host/step';
import { ofOne } from '../host/throttle';
import { wordsOfMany, wordsOfOne } from '../words';
import { listFields, readList } from './list';

/** A search that hands over the first item of a list that matches. */
export function findFirst(operation: ListOperation, step: Step, limits: StepLimits): Search {
	const output = resourceOutput(operation.item);
	return {
		...wordsOfOne(operation, step),
		operation: {
			inputFieldGroups: groups('details'),
			inputFields: listFields(operation),
			throttle: ofOne.throttle,
			perform: inStep(limits, async ({ client }, { inputData }) => {
				const { items } = await readList(client, operation, inputData, { limit: 1 }, ofOne.options);
				return [...items];
			}),
			outputFields: output.fields,
			sample: output.of(operation.sample),
		},
	};
}

const facts = { id: z.string(), count: z.int().meta({ title: 'Count' }) };
const amount = z.number().nullable().catch(null);

/** A search that hands over all items of a list that match, as line items; nothing where there are none. */
export function findAll(operation: ListOperation, step: Step, limits: StepLimits): Search {
	const noun = nounOf(operation);
	const lines = `${camelCase(noun)}s`;
	const [owner] = columnsOf(operation.ids);
	const ownerOf = (inputs: Readonly<Record<string, unknown>>) => textOf(inputs[owner?.key ?? '']);
	const { totals = {} } = operation;
	const totalFields = mapValues(totals, ({ title }) => amount.meta({ title }));
	const id = facts.id.meta({ title: owner?.title ?? 'ID' });
	const output = listOutput(z.object({ ...facts, id, ...totalFields }), lines, noun, operation.item);
	const totalsIn = (meta: Readonly<Record<string, unknown>>) =>
		mapValues(totals, ({ from }) => amount.parse(meta[from]));
	const sample = resourceOutput(operation.item).of(operation.sample);
	return {
		...wordsOfMany(operation, step),
		operation: {
			inputFieldGroups: groups('details'),
			inputFields: listFields(operation),
			perform: inStep(limits, async ({ client }, { inputData }) => {
				const { items, meta } = await readList(client, operation, inputData);
				if (items.length === 0) return [];
				return [{ id: ownerOf(inputData), count: items.length, ...totalsIn(meta), [lines]: items }];
			}),
			outputFields: output.fields,
			sample: {
				id: String(owner?.examples[0]),
				count: 1,
				...mapValues(totals, ({ sample: one }) => one),
				[lines]: [sample],
			},
		},
	};
}
