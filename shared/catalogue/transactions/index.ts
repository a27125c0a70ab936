import { z } from 'zod/v4';
import { auditAttributes, auditResource } from './audits';
import { EARNED_REWARDS_PER_PAGE, earnedRewardQuery, earnedRewardResource } from './earnedRewards';
import { transactionRows } from './rows';
import { userId } from '../user';
import type { BulkOperation, ListOperation, SingleOperation } from '../operation';

const OF_USER = '/v2/issuers/{organizationId}/users/{userId}';
const ids = z.strictObject({ userId });

/** The operations on transactions. Kard takes at most 500 transactions in one request. */
export const transactionOperations = {
	submit: {
		kind: 'bulk',
		resource: 'transaction',
		name: 'submit',
		title: 'Submit',
		action: 'Submit transactions',
		description: 'Send transactions of enrolled users; sending the same rows again changes nothing',
		method: 'POST',
		path: '/v2/issuers/{organizationId}/transactions',
		scope: 'transaction:write',
		idempotent: true,
		rows: transactionRows,
		limit: 500,
		accepted: 'submitted',
		answers: { taken: 'job', alsoNamedBy: 'transactionId' },
		sample: { id: 'evt-58213-settled', status: 'submitted' },
	},
	getEarnedRewards: {
		kind: 'list',
		resource: 'transaction',
		name: 'getEarnedRewards',
		title: 'Get Earned Rewards',
		action: 'Get earned rewards',
		description: 'List the transactions of the last 12 months that earned one user a reward',
		method: 'GET',
		path: `${OF_USER}/earned-rewards`,
		scope: 'transaction:read',
		idempotent: true,
		ids,
		query: earnedRewardQuery,
		pageSize: EARNED_REWARDS_PER_PAGE,
		item: earnedRewardResource,
		sample: {
			type: 'rewardedTransaction',
			id: '65f0c0ffee00000000005e77',
			attributes: {
				status: 'SETTLED',
				transactionId: 'purchase-58213',
				transactionAmountInCents: 1999,
				transactionTimestamp: '2026-03-04T10:15:00Z',
				paidToIssuer: 'UNPAID',
				commissionEarned: { user: { type: 'cents', value: 100 } },
			},
			relationships: {
				user: { data: { type: 'user', id: 'user-10293' } },
				merchant: { data: { type: 'merchant', id: '65f0c0ffee00000000003e2c' } },
				offer: { data: { type: 'offer', id: '65f0c0ffee0000000000beef' } },
			},
		},
	},
	createAudit: {
		kind: 'single',
		resource: 'transaction',
		name: 'createAudit',
		title: 'Create Audit',
		action: 'Create an audit',
		description: 'Ask Kard to look into a transaction whose reward is missing or not right',
		method: 'POST',
		path: `${OF_USER}/audits`,
		scope: 'audit:write',
		idempotent: false,
		howToLook:
			'It is not known whether Kard took the audit. Look before you send it again: at the earned rewards of the user, and at the notifications about audits. If it is sent again, an answer of 409 means that Kard has it.',
		ids,
		attributes: auditAttributes,
		sentAs: { type: 'audit', list: true },
		answer: auditResource,
		sample: {
			type: 'audit',
			id: '65f0c0ffee00000000a0d171',
			attributes: { transactionId: 'purchase-58213' },
		},
	},
} as const satisfies Record<string, BulkOperation | ListOperation | SingleOperation>;
