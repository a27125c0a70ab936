import type { Search, SearchOrCreate } from 'zapier-platform-core';
import { z } from 'zod/v4';
import { KardNotFoundError, offerOperations, RESOURCES, userOperations } from '../../../shared/index';
import { CREATE_USER } from '../creates/index';
import { idFields, idsOf } from '../fields/ids';
import { listOutput } from '../fields/outputFields';
import { inStep, type StepLimits } from '../host/step';
import { findEarnedRewards } from './earnedRewards';
import { listOffers, offerFields, offerOutput, offerSample } from './offers';
import { toUser, userOutput, userSample } from './users';

const FIND_USER = 'find_user';

function findUser(limits: StepLimits): Search {
	const operation = userOperations.get;
	return {
		key: FIND_USER,
		noun: RESOURCES.user,
		display: { label: `Find ${RESOURCES.user}`, description: 'Finds a user by ID.' },
		operation: {
			inputFields: idFields(operation),
			perform: inStep(limits, async ({ client }, { inputData }) => {
				try {
					return [toUser(await client.single(operation, idsOf(operation, inputData)))];
				} catch (error) {
					if (error instanceof KardNotFoundError) return [];
					throw error;
				}
			}),
			outputFields: userOutput.fields,
			sample: userSample,
		},
	};
}

function findOffer(limits: StepLimits): Search {
	return {
		key: 'find_offer',
		noun: RESOURCES.offer,
		display: {
			label: `Find ${RESOURCES.offer}`,
			description: 'Finds the first offer that matches, among those that a user is eligible for.',
		},
		operation: {
			inputFields: offerFields,
			perform: inStep(limits, ({ client }, { inputData }) => listOffers(client, inputData, { limit: 1 })),
			outputFields: offerOutput.fields,
			sample: offerSample,
		},
	};
}

const listFacts = z.object({
	id: z.string().meta({ title: 'User ID' }),
	count: z.int().meta({ title: 'Count' }),
});

function findOffers(limits: StepLimits): Search {
	const output = listOutput(listFacts, 'offers', RESOURCES.offer, offerOperations.getMany.item);
	return {
		key: 'list_offers',
		noun: RESOURCES.offer,
		display: {
			label: `List ${RESOURCES.offer}s`,
			description: 'Finds all offers that match, and hands them over as line items.',
		},
		operation: {
			inputFields: offerFields,
			perform: inStep(limits, async ({ client }, { inputData }) => {
				const offers = await listOffers(client, inputData);
				const { userId = '' } = idsOf(offerOperations.getMany, inputData);
				return offers.length === 0 ? [] : [{ id: userId, count: offers.length, offers }];
			}),
			outputFields: output.fields,
			sample: { id: String(userOperations.get.sample.id), count: 1, offers: [offerSample] },
		},
	};
}

/** Every action that looks something up. */
export function searches(limits: StepLimits): Record<string, Search> {
	const all = [findUser(limits), findOffer(limits), findOffers(limits), findEarnedRewards(limits)];
	return Object.fromEntries(all.map((search) => [search.key, search]));
}

/** Searches that create what they do not find. */
export const searchOrCreates: Record<string, SearchOrCreate> = {
	// Zapier's editor wants the key of the search.
	[FIND_USER]: {
		key: FIND_USER,
		display: {
			label: `Find or Create ${RESOURCES.user}`,
			description: 'Finds a user by ID, and enrolls one if there is none.',
		},
		search: FIND_USER,
		create: CREATE_USER,
	},
};
