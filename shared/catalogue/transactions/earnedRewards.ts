import { z } from 'zod/v4';
import { field, openChoice } from '../../fields/field';
import { cursors, hasOneCursor, ONE_CURSOR, pageSize } from '../paging';
import { amount, cents, components, resource, text, timestamp, toOne } from '../shapes';

const STATUSES = { SETTLED: 'Settled', APPROVED: 'Approved, Not Settled Yet' } as const;
const PAID_TO_ISSUER = { UNPAID: 'Not Paid Yet', PAID_IN_FULL: 'Paid in Full' } as const;
const RANGES = {
	'12M': 'Last 12 Months',
	'6M': 'Last 6 Months',
	'3M': 'Last 3 Months',
	YTD: 'Since January 1',
} as const;
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
		'filter[range]': field(openChoice(RANGES).optional(), {
			title: 'Window',
			description: 'How far back the rewards are listed, up to now; 12 months by default.',
			kind: 'choice',
			examples: ['3M'],
			aliases: ['range'],
			choices: RANGES,
			open: 'text',
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
		...cursors,
	})
	.refine(hasOneCursor, ONE_CURSOR)
	.meta({ title: 'Earned Reward Query' });

/**
 * A transaction that earned a reward, as Kard answers with it: `approvedTransaction`, which has no commission yet, or
 * `rewardedTransaction`. Amounts are in cents.
 */
export const earnedRewardResource = resource({
	status: openChoice(STATUSES),
	transactionId: text,
	transactionAmountInCents: cents,
	transactionTimestamp: timestamp,
	paidToIssuer: openChoice(PAID_TO_ISSUER),
	commissionEarned: z.looseObject({ user: amount }),
	payoutTimestamp: timestamp,
	components,
}).extend({
	relationships: z.looseObject({ user: toOne, merchant: toOne, offer: toOne }).optional(),
});
