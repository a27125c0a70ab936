import type { Search } from 'zapier-platform-core';
import { z } from 'zod/v4';
import {
	simplifyResource,
	transactionOperations,
	userOperations,
	type KardClient,
} from '../../../shared/index';
import { idFields, idsOf } from '../fields/ids';
import { inputField, valuesOf } from '../fields/inputField';
import { listOutput, resourceOutput } from '../fields/outputFields';
import { inStep, type StepLimits } from '../host/step';
import { queryColumns } from './queryColumns';

const NOUN = 'Earned Reward';
const operation = transactionOperations.getEarnedRewards;
const columns = queryColumns(operation);
const reward = resourceOutput(operation.item);

/**
 * What Kard says of all the rewards of a user, beside each of them. It calls the total a lifetime's, and means the
 * window that was asked for. Where it says nothing, that is no failure.
 */
const summary = z.object({ lifetimeRewardsInCents: z.number().nullable().catch(null) });

const facts = z.object({
	id: z.string().meta({ title: 'User ID' }),
	count: z.int().meta({ title: 'Count' }),
	rewardsInWindowInCents: z.number().nullable().meta({ title: 'Rewards in the Window in Cents' }),
});
const output = listOutput(facts, 'earnedRewards', NOUN, operation.item);

type Inputs = Readonly<Record<string, unknown>>;

/** All rewards that match, in one object; nothing where there are none. */
async function list(client: KardClient, inputs: Inputs) {
	const ids = idsOf(operation, inputs);
	const earnedRewards: object[] = [];
	let rewardsInWindowInCents: number | null = null;
	for await (const page of client.list(operation, ids, valuesOf(columns, inputs)).pages()) {
		earnedRewards.push(...page.data.map((one) => reward.complete(simplifyResource(one, page.included))));
		rewardsInWindowInCents ??= summary.parse(page.meta).lifetimeRewardsInCents;
	}
	const { userId = '' } = ids;
	const count = earnedRewards.length;
	return count === 0 ? [] : [{ id: userId, count, rewardsInWindowInCents, earnedRewards }];
}

/** A search that hands over the rewards that a user earned, as line items. */
export function findEarnedRewards(limits: StepLimits): Search {
	return {
		key: 'find_earned_rewards',
		noun: NOUN,
		display: {
			label: `Find ${NOUN}s`,
			description:
				'Finds the transactions that earned a user a reward, of the last 12 months or less, and hands them over as line items.',
		},
		operation: {
			inputFields: [...idFields(operation), ...columns.map((column) => inputField(column))],
			perform: inStep(limits, ({ client }, { inputData }) => list(client, inputData)),
			outputFields: output.fields,
			sample: {
				id: String(userOperations.get.sample.id),
				count: 1,
				rewardsInWindowInCents: operation.sample.attributes.commissionEarned.user.value,
				earnedRewards: [reward.complete(simplifyResource(operation.sample))],
			},
		},
	};
}
