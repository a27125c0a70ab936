import type { Bundle, Trigger } from 'zapier-platform-core';
import { offerOperations, simplifyResource, userOperations } from '../../../shared/index';
import { inStep, type StepLimits } from '../host/step';
import { hintsIn } from './hints';
import { notificationTriggers } from './notifications/index';
import { offerChoices } from './offerChoices';
import { resourceOutput } from '../fields/outputFields';
import { filterFields, readList, type Range } from '../searches/list';

/** How many offers make a sample. */
const SAMPLES = 3;
/** Zapier says how much it wants; without a word, everything there is, so that nothing new is missed. */
function wanted(bundle: Bundle): Range {
	const { isLoadingSample, limit, page } = hintsIn(bundle);
	const size = limit ?? (isLoadingSample ? SAMPLES : undefined);
	return size === undefined ? {} : { skip: page * size, limit: size };
}

const offers = offerOperations.getMany;
const output = resourceOutput(offers.item);

function newOffer(limits: StepLimits): Trigger {
	return {
		key: 'new_offer',
		noun: offers.resource.title,
		display: {
			label: `New ${offers.resource.title} for a ${userOperations.get.resource.title}`,
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
			sample: output.complete(simplifyResource(offers.sample)),
		},
	};
}

/** Every trigger. */
export function triggers(limits: StepLimits): Record<string, Trigger> {
	const all = [...notificationTriggers(limits), newOffer(limits), offerChoices(limits)];
	return Object.fromEntries(all.map((trigger) => [trigger.key, trigger]));
}
