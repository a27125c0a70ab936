import type { Bundle, Trigger } from 'zapier-platform-core';
import { offerOperations, userOperations } from '../../../shared/host';
import { resourceOutput } from '../fields/outputFields';
import type { Action } from '../host/action';
import { inStep, type StepLimits } from '../host/step';
import { filterFields, readList, type Range } from '../searches/list';
import { hintsIn } from './hints';

const NEW_OFFER = 'new_offer';
/** How many offers make a sample. */
const SAMPLES = 3;

const offers = offerOperations.getMany;
const { title } = offers.resource;
const output = resourceOutput(offers.item);

/** As much as Zapier wants; where it does not say, everything there is, so that nothing new is missed. */
function wanted(bundle: Bundle): Range {
	const { isLoadingSample, limit, page } = hintsIn(bundle);
	const size = limit ?? (isLoadingSample ? SAMPLES : undefined);
	return size === undefined ? {} : { skip: page * size, limit: size };
}

function newOfferTrigger(limits: StepLimits): Trigger {
	return {
		key: NEW_OFFER,
		noun: title,
		display: {
			label: `New ${title} for a ${userOperations.get.resource.title}`,
			description: 'Triggers when a user becomes eligible for a new offer.',
		},
		operation: {
			type: 'polling',
			inputFields: filterFields(offers),
			perform: inStep(limits, async ({ client }, bundle) => {
				const inputs = { ...bundle.inputData, sort: '-startDate' };
				return [...(await readList(client, offers, inputs, wanted(bundle))).items];
			}),
			outputFields: output.fields,
			sample: output.of(offers.sample),
		},
	};
}

/** Starts a Zap for each offer that is new for a user. */
export const newOffer: Action<Trigger> = { key: NEW_OFFER, make: newOfferTrigger };
