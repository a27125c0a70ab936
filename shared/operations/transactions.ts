import { transactionRows } from '../schemas/transaction';
import type { BulkOperation } from './operation';

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
		sample: { id: 'evt-58213-settled', status: 'submitted' },
	},
} as const satisfies Record<string, BulkOperation>;
