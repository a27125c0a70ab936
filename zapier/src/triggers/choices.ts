import type { Trigger } from 'zapier-platform-core';
import { pickItems, type KardClient, type PickableItems, type PickableList } from '../../../shared/host';
import { idFields, idsOf } from '../fields/ids';
import { choicesKey, pickableLists } from '../fields/pickers';
import type { Action } from '../host/action';
import { inStep, type StepLimits } from '../host/step';
import { hintsIn } from './hints';

type Inputs = Readonly<Record<string, unknown>>;

/** One page of what can be picked. Zapier counts pages; Kard's lists have cursors. */
async function pageOf(
	client: KardClient,
	list: PickableList,
	inputs: Inputs,
	page: number,
): Promise<PickableItems['items']> {
	const ids = idsOf(list, inputs);
	let part = await pickItems(client, list, { ids });
	for (let at = 0; at < page; at += 1) {
		if (part.next === undefined) return [];
		part = await pickItems(client, list, { ids, cursor: part.next });
	}
	return part.items;
}

function choicesTrigger(list: PickableList, limits: StepLimits): Trigger {
	const { title } = list.resource;
	return {
		key: choicesKey(list),
		noun: title,
		display: {
			label: `${title} Choices`,
			description: `Triggers when a dropdown of ${title.toLowerCase()}s is opened.`,
			hidden: true,
		},
		operation: {
			type: 'polling',
			canPaginate: true,
			inputFields: idFields(list),
			perform: inStep(limits, async ({ client }, { inputData, meta }) => [
				...(await pageOf(client, list, inputData, hintsIn({ meta }).page)),
			]),
			outputFields: [
				{ key: 'id', label: 'ID', type: 'string', primary: true },
				{ key: 'label', label: 'Label', type: 'string' },
			],
			sample: { id: String(list.sample.id), label: title },
		},
	};
}

/** Lists what an ID may be picked from, a page at a time. */
export const choices: readonly Action<Trigger>[] = pickableLists.map((list) => ({
	key: choicesKey(list),
	make: (limits) => choicesTrigger(list, limits),
}));
