import { z } from 'zod/v4';
import { merchantSchema } from './merchant';

/** An id: any text but an empty one. */
export const idSchema = z.string().min(1);

/** A date and time in ISO 8601, with its zone. */
export const dateTimeSchema = z.iso.datetime({ offset: true });

/** Which way the money flows. */
export const directionSchema = z.enum(['DEBIT', 'CREDIT']);

/** The last four digits of a card. */
export const lastFourSchema = z.string().regex(/^\d{4}$/, 'must be four digits');

/** A currency by its three letters in ISO 4217. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'is not a currency of three letters');

/** Six digits by Kard's description, of which longer ones are to be cut to; one of its samples has five. */
export const binSchema = z.string().regex(/^\d{5,6}$/, 'must be the first six digits of the card number');

/** What every purchase says that was not read from a core banking system. */
export const purchaseFields = {
	userId: idSchema,
	transactionId: idSchema,
	/** In cents. */
	amount: z.int(),
	/** In cents, without tips, taxes and fees. */
	subtotal: z.int().optional(),
	description: z.string(),
	direction: directionSchema,
	merchant: merchantSchema.optional(),
};

/** What is known of the card and of its authorization. */
export const cardFields = {
	cardBIN: binSchema.optional(),
	cardLastFour: lastFourSchema.optional(),
	cardNetwork: z.enum(['VISA', 'MASTERCARD', 'AMERICANEXPRESS', 'DISCOVER']).optional(),
	cardProductId: z.string().optional(),
	authorizationCode: z.string().optional(),
	retrievalReferenceNumber: z.string().optional(),
	systemTraceAuditNumber: z.string().optional(),
	acquirerReferenceNumber: z.string().optional(),
};
