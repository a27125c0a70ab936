import type { Trigger } from 'zapier-platform-core';
import { offerOperations, simplifyResource } from '../../../shared/index';
import { idFields } from '../fields/ids';
import { inStep, type StepLimits } from '../host/step';
import { OFFER_CHOICES } from '../fields/inputField';
import { resourceOutput } from '../fields/outputFields';
import { readList } from '../searches/list';
import { hintsIn } from './hints';

/** How many offers a dropdown shows at a time. */
const CHOICES = 100;

const offers = offerOperations.getMany;
const output = resourceOutput(offers.item);

/** Lists offers for a dropdown, a page at a time; people do not see it as a trigger. */
export function offerChoices(limits: StepLimits): Trigger {
	return {
		key: OFFER_CHOICES,
		noun: offers.resource.title,
		display: {
			label: `${offers.resource.title} Choices`,
			description: 'Triggers when a dropdown of offers is opened.',
			hidden: true,
		},
		operation: {
			type: 'polling',
			canPaginate: true,
			inputFields: idFields(offers),
			perform: inStep(limits, async ({ client }, bundle) => {
				const { page } = hintsIn(bundle);
				const { userId } = bundle.inputData;
				const range = { skip: page * CHOICES, limit: CHOICES };
				const { items } = await readList(client, offers, { userId, sort: 'name' }, range);
				return [...items];
			}),
			outputFields: output.fields,
			sample: output.complete(simplifyResource(offers.sample)),
		},
	};
}
