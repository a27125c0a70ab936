import type { Bundle, Trigger } from 'zapier-platform-core';
import { RESOURCES } from '../../../shared/index';
import { inStep, type StepLimits } from '../host/step';
import { hintsIn } from './hints';
import { notificationTriggers } from './notifications/index';
import { offerChoices } from './offerChoices';
import { listOffers, offerFilterFields, offerOutput, offerSample, type Range } from '../searches/offers';

/** How many offers make a sample. */
const SAMPLES = 3;
/** Zapier says how much it wants; without a word, everything there is, so that nothing new is missed. */
function wanted(bundle: Bundle): Range {
	const { isLoadingSample, limit, page } = hintsIn(bundle);
	const size = limit ?? (isLoadingSample ? SAMPLES : undefined);
	return size === undefined ? {} : { skip: page * size, limit: size };
}

function newOffer(limits: StepLimits): Trigger {
	return {
		key: 'new_offer',
		noun: RESOURCES.offer,
		display: {
			label: `New ${RESOURCES.offer} for a ${RESOURCES.user}`,
			description: 'Triggers when a user becomes eligible for a new offer.',
		},
		operation: {
			type: 'polling',
			inputFields: offerFilterFields,
			perform: inStep(limits, ({ client }, bundle) =>
				listOffers(client, { ...bundle.inputData, sort: '-startDate' }, wanted(bundle)),
			),
			outputFields: offerOutput.fields,
			sample: offerSample,
		},
	};
}

/** Every trigger. */
export function triggers(limits: StepLimits): Record<string, Trigger> {
	const all = [...notificationTriggers(limits), newOffer(limits), offerChoices(limits)];
	return Object.fromEntries(all.map((trigger) => [trigger.key, trigger]));
}
