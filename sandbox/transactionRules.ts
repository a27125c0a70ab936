import { z } from 'zod/v4';
import { merchant } from '../shared/schemas/merchant';
import {
	coreTransactionRow,
	matchedTransactionRow,
	networkTransactionRow,
	type TransactionType,
} from '../shared/schemas/transaction';
import { matchedRules, networkRules } from '../shared/schemas/transactionRules';

const looseMerchant = merchant.strip().optional();
const visaIds = z.object({ vmid: z.string().min(1), vsid: z.string().min(1) });

/**
 * The shared row schemas with what Kard's API demands of a document (nothing is filled in, the event id is required)
 * and without what only a spreadsheet needs: attributes that nobody knows are dropped, not refused.
 * Changing a schema drops its rules, so they are put back on.
 */
const networkSchema = networkTransactionRow
	.extend({
		type: z.literal('transaction'),
		id: z.string().min(1),
		paymentType: z.literal('CARD'),
		merchant: looseMerchant,
		processorMids: z.object({ processor: z.literal('VISA'), mids: visaIds }).optional(),
	})
	.strip()
	.check(networkRules);

const matchedSchema = matchedTransactionRow
	.extend({ id: z.string().min(1), merchant: looseMerchant })
	.strip()
	.check(matchedRules);

const coreSchema = coreTransactionRow
	.extend({ type: z.literal('coreTransaction'), id: z.string().min(1), status: z.literal('SETTLED') })
	.strip();

/** The rules of each type of transaction, for a resource whose attributes stand beside its id and type. */
export const transactionSchemas = {
	transaction: networkSchema,
	matchedTransaction: matchedSchema,
	coreTransaction: coreSchema,
} as const satisfies Record<TransactionType, z.ZodType>;

/** The types of transaction there are. */
export const TRANSACTION_TYPES = ['transaction', 'matchedTransaction', 'coreTransaction'] as const;

/** Whether a text names a type of transaction. */
export function isTransactionType(type: string): type is TransactionType {
	return type in transactionSchemas;
}
