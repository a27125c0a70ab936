import { z } from 'zod/v4';
import { choice, identifier, lastFours, reference, text } from '../../fields';
import { LONGEST_IDENTIFIER } from '../../fields/reference';
import { merchant } from './merchant';
import { transactionFields as fields } from './fields';
import { matchedRules, networkRules } from './rules';

const processorMids = z
	.strictObject({
		processor: z.literal('VISA').default('VISA'),
		mids: z.strictObject({
			vmid: reference({
				title: 'Visa Merchant ID',
				rare: true,
				description: "Visa's own ID of the merchant (VMID). It goes together with the Visa store ID.",
				examples: ['12345678'],
				recognizedBy: ['vmid'],
				column: 'visaMerchantId',
			}),
			vsid: reference({
				title: 'Visa Store ID',
				rare: true,
				description: "Visa's own ID of the store (VSID). It goes together with the Visa merchant ID.",
				examples: ['87654321'],
				recognizedBy: ['vsid'],
				column: 'visaStoreId',
			}),
		}),
	})
	.meta({ title: 'Processor Merchant IDs' });

const cardPayment = choice({
	title: 'Payment Type',
	rare: true,
	description: 'How the purchase was paid. Transactions of this type are always paid by card.',
	examples: ['CARD'],
	recognizedWithCells: ['payment method', 'paid by'],
	choices: { CARD: 'Card' },
}).default('CARD');

const PAYMENT_TYPES = { CARD: 'Card', CASH: 'Cash', UNKNOWN: 'Unknown' } as const;
const RECEIPT_MEDIA = { ELECTRONIC: 'Electronic', PHYSICAL: 'Physical' } as const;

const card = {
	authorizationCode: fields.authorizationCode.optional(),
	retrievalReferenceNumber: fields.retrievalReferenceNumber.optional(),
	systemTraceAuditNumber: fields.systemTraceAuditNumber.optional(),
	acquirerReferenceNumber: fields.acquirerReferenceNumber.optional(),
	cardNetwork: fields.cardNetwork.optional(),
	cardProductId: fields.cardProductId.optional(),
};

/** A transaction of the card network, which Kard matches to offers by itself. */
export const networkTransactionRow = z
	.strictObject({
		type: z.literal('transaction').default('transaction'),
		id: fields.id.optional(),
		userId: fields.userId,
		transactionId: fields.transactionId,
		status: fields.status,
		amount: fields.amount,
		currency: fields.currency,
		description: fields.description,
		direction: fields.direction,
		cardBIN: fields.cardBIN,
		cardLastFour: fields.cardLastFour,
		paymentType: cardPayment,
		authorizationDate: fields.authorizationDate.optional(),
		settledDate: fields.settledDate.optional(),
		transactionDate: fields.transactionDate.optional(),
		merchant: merchant.optional(),
		mcc: fields.mcc.optional(),
		subtotal: fields.subtotal.optional(),
		description2: fields.description2.optional(),
		coreProviderId: fields.coreProviderId.optional(),
		cardPresence: fields.cardPresence.optional(),
		panEntryMode: fields.panEntryMode.optional(),
		...card,
		userZipCode: fields.userZipCode.optional(),
		processorMids: processorMids.optional(),
		accountId: fields.accountId.optional(),
	})
	.check(networkRules)
	.meta({ title: 'Transaction', description: 'A card transaction that Kard matches to offers' });

/** A transaction that the issuer has matched to an offer already. Kard has retired it (August 2026). */
const matchedTransactionRow = z
	.strictObject({
		type: z.literal('matchedTransaction'),
		id: fields.id.optional(),
		userId: fields.userId,
		transactionId: fields.transactionId,
		amount: fields.amount,
		description: fields.description,
		direction: fields.direction,
		paymentType: choice({
			title: 'Payment Type',
			description: 'How the purchase was paid.',
			examples: ['CARD'],
			recognizedWithCells: ['payment method', 'paid by'],
			choices: PAYMENT_TYPES,
			defaultable: true,
		}),
		authorizationDate: fields.authorizationDate,
		matchedOfferId: identifier({
			title: 'Matched Offer ID',
			description:
				'The ID of the offer that the purchase was matched to. Leave it out for an unmatched purchase.',
			examples: ['65f0c0ffee0000000000beef'],
			recognizedBy: ['offer id', 'offer', 'matched offer'],
		}).optional(),
		matchedLocationId: identifier({
			title: 'Matched Location ID',
			description: 'The ID of the location in which the purchase was made.',
			examples: ['65f0c0ffee0000000000cafe'],
			recognizedBy: ['matched location'],
			recognizedWithCells: ['location id', 'location'],
		}).optional(),
		cardBIN: fields.cardBIN.optional(),
		cardLastFour: fields.cardLastFour.optional(),
		merchant: merchant.optional(),
		subtotal: fields.subtotal.optional(),
		...card,
		orderId: identifier({
			title: 'Order ID',
			description: 'The ID of the online order that belongs to the purchase.',
			examples: ['order-991'],
			recognizedBy: ['order id', 'order', 'order number'],
		}).optional(),
		receiptMedium: choice({
			title: 'Receipt Medium',
			description: 'The form of the receipt that the purchase was taken from.',
			examples: ['ELECTRONIC'],
			recognizedBy: ['receipt', 'receipt type'],
			choices: RECEIPT_MEDIA,
		}).optional(),
	})
	.check(matchedRules)
	.meta({
		title: 'Matched Transaction',
		description: 'A transaction that you have matched to an offer already',
		deprecated: true,
	});

/** A settled transaction of a core banking system, which knows little of the card. */
const coreTransactionRow = z
	.strictObject({
		type: z.literal('coreTransaction'),
		id: fields.id.optional(),
		userId: fields.userId,
		transactionId: fields.transactionId,
		status: fields.settledStatus.default('SETTLED'),
		amount: fields.amount,
		currency: fields.currency,
		description: fields.description,
		direction: fields.direction,
		settledDate: fields.settledDate,
		authorizationDate: fields.authorizationDate,
		financialInstitutionId: identifier({
			title: 'Financial Institution ID',
			description: 'The ID of the financial institution.',
			examples: ['institution-12'],
			recognizedBy: ['institution id', 'institution number'],
			recognizedWithCells: ['institution', 'financial institution'],
			defaultable: true,
		}).optional(),
		financialInstitutionName: text({
			title: 'Financial Institution Name',
			rare: true,
			description: 'The name of the financial institution. Kard prefers its ID.',
			examples: ['Example Credit Union'],
			recognizedBy: ['institution name'],
			recognizedWithCells: ['institution', 'financial institution'],
			maxLength: LONGEST_IDENTIFIER,
		}).optional(),
		cardLastFours: lastFours({
			title: 'Card Last Fours',
			description: 'The last four digits of each card that may have been used.',
			examples: ['4242, 1881'],
			recognizedBy: ['last 4', 'card last 4', 'candidate card'],
			recognizedWithCells: ['card', 'card number'],
			sensitive: true,
		}).optional(),
	})
	.meta({ title: 'Core Transaction', description: 'A settled transaction of a core banking system' });

/** The row schema of each type of transaction. */
export const transactionRows = {
	transaction: networkTransactionRow,
	matchedTransaction: matchedTransactionRow,
	coreTransaction: coreTransactionRow,
} as const;
