import type { Trigger } from 'zapier-platform-core';
import { offerOperations, RESOURCES } from '../../../shared/index';
import { idFields } from '../fields/ids';
import { inStep, type StepLimits } from '../host/step';
import { listOffers, offerOutput, offerSample } from '../searches/offers';
import { hintsIn } from './hints';

/** The key of the trigger that fills dropdowns with offers. */
export const OFFER_CHOICES = 'offer_choices';

/** How many offers a dropdown shows at a time. */
const CHOICES = 100;

/** Lists offers for a dropdown, a page at a time; people do not see it as a trigger. */
export function offerChoices(limits: StepLimits): Trigger {
	return {
		key: OFFER_CHOICES,
		noun: RESOURCES.offer,
		display: {
			label: `${RESOURCES.offer} Choices`,
			description: 'Triggers when a dropdown of offers is opened.',
			hidden: true,
		},
		operation: {
			type: 'polling',
			canPaginate: true,
			inputFields: idFields(offerOperations.getMany),
			perform: inStep(limits, ({ client }, bundle) => {
				const { page } = hintsIn(bundle);
				const { userId } = bundle.inputData;
				return listOffers(client, { userId, sort: 'name' }, { skip: page * CHOICES, limit: CHOICES });
			}),
			outputFields: offerOutput.fields,
			sample: offerSample,
		},
	};
}
