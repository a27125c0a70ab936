import { z } from 'zod/v4';
import { field, openChoice } from './field';
import { pageSize } from './pageSize';

const STATUSES = { SETTLED: 'Settled', APPROVED: 'Approved, Not Settled Yet' } as const;
const INCLUDES = { merchant: 'Merchant', offer: 'Offer' } as const;

/** How many earned rewards Kard is asked for at once, unless the caller says otherwise. */
export const EARNED_REWARDS_PER_PAGE = 100;

/** What a list of earned rewards can be narrowed by, in Kard's own query names. */
export const earnedRewardQuery = z
	.strictObject({
		'filter[status]': field(openChoice(STATUSES).optional(), {
			title: 'Status',
			description:
				'Which rewards to list: those of settled purchases, as Kard does by itself, or pending ones.',
			kind: 'choice',
			examples: ['SETTLED'],
			choices: STATUSES,
			open: 'text',
		}),
		'filter[paidInFullOnly]': field(z.boolean().optional(), {
			title: 'Paid in Full Only',
			description: 'Whether to keep only rewards that Kard has paid to you in full.',
			kind: 'boolean',
			examples: [true],
		}),
		include: field(z.array(openChoice(INCLUDES)).optional(), {
			title: 'Include',
			description: 'Related resources to load with each reward.',
			kind: 'choices',
			examples: ['merchant'],
			choices: INCLUDES,
			open: 'text',
		}),
		'page[size]': pageSize('rewards', EARNED_REWARDS_PER_PAGE),
	})
	.meta({ title: 'Earned Reward Query' });

/** What a list of earned rewards can be narrowed by, in Kard's own query names. */
export type EarnedRewardQuery = z.input<typeof earnedRewardQuery>;

const related = z.looseObject({ data: z.looseObject({ type: z.string(), id: z.string() }) });

/** A transaction that earned a reward, as Kard answers with it. Amounts are in cents. */
export const earnedRewardResource = z.looseObject({
	type: z.string(),
	id: z.string(),
	attributes: z.looseObject({
		status: z.string(),
		transactionId: z.string().optional(),
		transactionAmountInCents: z.int().optional(),
		transactionTimestamp: z.string().optional(),
		paidToIssuer: z.string().optional(),
		commissionEarned: z
			.looseObject({ user: z.looseObject({ type: z.string(), value: z.number() }).optional() })
			.optional(),
		payoutTimestamp: z.string().optional(),
	}),
	relationships: z
		.looseObject({ user: related.optional(), merchant: related.optional(), offer: related.optional() })
		.optional(),
});

/** A transaction that earned a reward, as Kard answers with it. */
export type EarnedRewardResource = z.infer<typeof earnedRewardResource>;
