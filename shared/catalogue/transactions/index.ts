import { auditAttributes, auditResource } from './audits';
import { EARNED_REWARDS_PER_PAGE, earnedRewardQuery, earnedRewardResource } from './earnedRewards';
import { transactionRows } from './rows';
import { userId } from '../users/fields';
import { operation } from '../description/operation';

const transaction = { name: 'transaction', title: 'Transaction' } as const;

const OF_USER = '/v2/issuers/{organizationId}/users/{userId}';

/** The operations on transactions. Kard takes at most 500 transactions in one request. */
export const transactionOperations = {
	submit: operation({
		kind: 'bulk',
		client: 'transactions.submit',
		resource: transaction,
		title: 'Submit',
		action: 'Submit transactions',
		description: 'Send transactions of enrolled users; sending the same rows again changes nothing',
		method: 'POST',
		path: '/v2/issuers/{organizationId}/transactions',
		scope: 'transaction:write',
		success: [202, 207],
		rows: transactionRows,
		rowType: {
			key: 'transactionType',
			title: 'Transaction Type',
			description: 'What kind of transactions the rows are.',
		},
		limit: 500,
		accepted: 'submitted',
		naming: { taken: 'job', alsoNamedBy: 'transactionId' },
		steps: {
			one: {
				key: 'submit_transaction',
				sentence: 'Sends a transaction of an enrolled user. Sending it again changes nothing.',
			},
			many: {
				key: 'submit_transactions',
				sentence:
					'Sends many transactions from line items, and tells what became of each. Sending them again changes nothing.',
			},
		},
		sample: { id: 'evt-58213-settled', status: 'submitted' },
	}),
	getEarnedRewards: operation({
		kind: 'list',
		client: 'transactions.earnedRewards',
		resource: transaction,
		noun: 'Earned Reward',
		title: 'Get Earned Rewards',
		action: 'Get earned rewards',
		description: 'List the transactions of the last 12 months that earned one user a reward',
		method: 'GET',
		path: `${OF_USER}/earned-rewards`,
		scope: 'transaction:read',
		success: [200],
		ids: { userId },
		query: earnedRewardQuery,
		pageSize: EARNED_REWARDS_PER_PAGE,
		item: earnedRewardResource,
		totals: {
			// Kard calls it a lifetime's, and means the window that was asked for.
			rewardsInWindowInCents: {
				from: 'lifetimeRewardsInCents',
				title: 'Rewards in the Window in Cents',
				sample: 100,
			},
		},
		steps: {
			many: {
				key: 'find_earned_rewards',
				label: 'Find Earned Rewards',
				sentence:
					'Finds the transactions that earned a user a reward, of the last 12 months or less, and hands them over as line items.',
			},
		},
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
	}),
	createAudit: operation({
		kind: 'single',
		client: 'transactions.audit',
		resource: transaction,
		noun: 'Audit',
		oneByOne: true,
		title: 'Create Audit',
		action: 'Create an audit',
		description: 'Ask Kard to look into a transaction whose reward is missing or not right',
		method: 'POST',
		path: `${OF_USER}/audits`,
		scope: 'audit:write',
		success: [201, 207],
		howToLook:
			'It is not known whether Kard took the audit. Look before you send it again: at the earned rewards of the user, and at the notifications about audits. If it is sent again, an answer of 409 means that Kard has it.',
		ids: { userId },
		attributes: auditAttributes,
		sentAs: { type: 'audit', list: true },
		answer: auditResource,
		steps: {
			one: {
				key: 'request_audit',
				label: 'Request Audit',
				sentence: 'Requests an audit of a transaction whose reward is missing or not right.',
			},
		},
		sample: {
			type: 'audit',
			id: '65f0c0ffee00000000a0d171',
			attributes: { transactionId: 'purchase-58213' },
		},
	}),
};
