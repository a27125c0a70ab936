import { z } from 'zod/v4';
import { boolean, choice, choices } from '../../fields';
import { openChoice } from '../../fields/choice';
import { cursors, hasOneCursor, ONE_CURSOR, pageSize } from '../description/paging';
import { amount, cents, components, resource, someText, timestamp, toOne } from '../description/shapes';

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
		'filter[status]': choice({
			title: 'Status',
			description:
				'Which rewards to list: those of settled purchases, as Kard does by itself, or pending ones.',
			examples: ['SETTLED'],
			choices: STATUSES,
			open: 'text',
		}).optional(),
		'filter[paidInFullOnly]': boolean({
			title: 'Paid in Full Only',
			description: 'Whether to keep only rewards that Kard has paid to you in full.',
			examples: [true],
		}).optional(),
		'filter[range]': choice({
			title: 'Window',
			description: 'How far back the rewards are listed, up to now; 12 months by default.',
			examples: ['3M'],
			recognizedBy: ['range'],
			choices: RANGES,
			open: 'text',
		}).optional(),
		include: choices({
			title: 'Include',
			description: 'Related resources to load with each reward.',
			examples: ['merchant'],
			choices: INCLUDES,
			open: 'text',
		}).optional(),
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
	transactionId: someText,
	transactionAmountInCents: cents,
	transactionTimestamp: timestamp,
	paidToIssuer: openChoice(PAID_TO_ISSUER),
	commissionEarned: z.looseObject({ user: amount }),
	payoutTimestamp: timestamp,
	components,
}).extend({
	relationships: z.looseObject({ user: toOne, merchant: toOne, offer: toOne }).optional(),
});
