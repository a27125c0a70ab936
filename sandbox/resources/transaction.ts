import { z } from 'zod/v4';
import type { Readings } from '../readings/table';
import { matchedTransactionSchema } from './matchedTransaction';
import {
	binSchema,
	cardFields,
	currencySchema,
	dateTimeSchema,
	directionSchema,
	idSchema,
	lastFourSchema,
	purchaseFields,
} from './transactionFields';

/** A transaction event as the sandbox stores it. */
export interface StoredTransaction {
	/** The id of the event. */
	readonly id: string;
	readonly type: string;
	readonly userId: string;
	readonly transactionId: string;
	readonly attributes: Readonly<Record<string, unknown>>;
	/** The offer that it was matched to. */
	readonly matchedOfferId?: string;
}

/** The card transactions that Kard matches by itself. Which date they need follows from their status. */
const transactionFields = z.object({
	...purchaseFields,
	...cardFields,
	currency: currencySchema,
	paymentType: z.literal('CARD'),
	cardBIN: binSchema,
	cardLastFour: lastFourSchema,
	authorizationDate: dateTimeSchema.optional(),
	settledDate: dateTimeSchema.optional(),
	transactionDate: dateTimeSchema.optional(),
	mcc: z
		.string()
		.regex(/^\d{4}$/, 'is not a merchant category code of four digits')
		.optional(),
	description2: z.string().optional(),
	coreProviderId: z.string().optional(),
	cardPresence: z.string().optional(),
	panEntryMode: z.string().optional(),
	userZipCode: z.string().optional(),
	accountId: z.string().optional(),
	processorMids: z
		.object({ processor: z.literal('VISA'), mids: z.object({ vmid: idSchema, vsid: idSchema }) })
		.optional(),
});

const transactionSchema = z.discriminatedUnion('status', [
	transactionFields.extend({ status: z.literal('APPROVED'), authorizationDate: dateTimeSchema }),
	transactionFields.extend({ status: z.literal('SETTLED'), settledDate: dateTimeSchema }),
	transactionFields.extend({
		status: z.enum(['REVERSED', 'RETURNED', 'DECLINED']),
		transactionDate: dateTimeSchema,
	}),
]);

/** The settled transactions of a core banking system, which may not know which card was used. */
const coreTransactionSchema = z.object({
	userId: idSchema,
	transactionId: idSchema,
	amount: z.int(),
	currency: currencySchema,
	description: z.string(),
	direction: directionSchema,
	status: z.literal('SETTLED'),
	settledDate: dateTimeSchema,
	authorizationDate: dateTimeSchema,
	financialInstitutionId: z.string().optional(),
	financialInstitutionName: z.string().optional(),
	cardLastFours: z.array(lastFourSchema).optional(),
});

/** The rules of each type of transaction, for the attributes of a resource. Unknown attributes are dropped. */
export const transactionSchemas = {
	transaction: transactionSchema,
	coreTransaction: coreTransactionSchema,
	matchedTransaction: matchedTransactionSchema,
} as const;

/** The name of a type of transaction. */
type TransactionType = keyof typeof transactionSchemas;

/** The types of transaction that are taken. */
export function transactionTypesBy({
	matchedTransaction,
}: Pick<Readings, 'matchedTransaction'>): readonly TransactionType[] {
	const current = ['transaction', 'coreTransaction'] as const;
	return matchedTransaction === 'taken' ? [...current, 'matchedTransaction'] : current;
}

/** Whether a text names a type of transaction. */
export function isTransactionType(type: string): type is TransactionType {
	return Object.hasOwn(transactionSchemas, type);
}
