import pickBy from 'lodash/pickBy';
import { z } from 'zod/v4';
import { field, LONGEST_IDENTIFIER, LONGEST_TEXT, openChoice, valuesOf } from '../../fields/field';

const STATUSES = {
	APPROVED: 'Approved',
	SETTLED: 'Settled',
	REVERSED: 'Reversed',
	RETURNED: 'Returned',
	DECLINED: 'Declined',
} as const;
const DIRECTIONS = { DEBIT: 'Debit', CREDIT: 'Credit' } as const;
const CARD_NETWORKS = {
	VISA: 'Visa',
	MASTERCARD: 'Mastercard',
	AMERICANEXPRESS: 'American Express',
	DISCOVER: 'Discover',
} as const;

const identifier = () => z.string().min(1).max(LONGEST_IDENTIFIER);
const text = () => z.string().min(1).max(LONGEST_TEXT);
const cents = () => z.int().min(0);
const timestamp = () => z.iso.datetime({ offset: true });

const statusWords = {
	title: 'Status',
	description: 'How far the transaction has come.',
	kind: 'choice',
	examples: ['SETTLED'],
	aliases: ['transaction status', 'state of transaction', 'txn status'],
	choices: STATUSES,
	synonyms: {
		authorized: 'APPROVED',
		authorised: 'APPROVED',
		pending: 'APPROVED',
		posted: 'SETTLED',
		cleared: 'SETTLED',
		completed: 'SETTLED',
		complete: 'SETTLED',
		refunded: 'RETURNED',
		refund: 'RETURNED',
		return: 'RETURNED',
		voided: 'REVERSED',
		void: 'REVERSED',
		reversal: 'REVERSED',
	},
	defaultable: true,
} as const;

const authorizationDateWords = {
	title: 'Authorization Date',
	description: 'When the purchase was authorized.',
	kind: 'date',
	examples: ['2026-03-04T10:15:00-05:00'],
	aliases: [
		'authorized',
		'authorized at',
		'auth date',
		'authorization time',
		'purchase date',
		'approved date',
	],
} as const;

const settledDateWords = {
	title: 'Settled Date',
	description: 'When the transaction was settled.',
	kind: 'date',
	examples: ['2026-03-06T02:00:00Z'],
	aliases: ['settled', 'settled at', 'settlement date', 'posted date', 'posting date', 'cleared date'],
} as const;

const currencyWords = {
	title: 'Currency',
	description: 'The currency of the amount, as a three-letter code.',
	kind: 'currency',
	examples: ['USD'],
	aliases: ['currency code', 'ccy'],
	defaultable: true,
} as const;

/**
 * The fields that more than one type of transaction has, each described once.
 * A field is a required one unless its user makes it optional.
 */
export const transactionFields = {
	id: field(identifier(), {
		title: 'Event ID',
		description:
			'The unique ID of this event. If it is missing, one is made from the user, the transaction, the status, the date and the amount, so that the same row is never counted twice.',
		kind: 'identifier',
		examples: ['evt-58213-settled'],
		aliases: ['event', 'id', 'row id', 'transaction event id', 'unique id'],
	}),
	userId: field(identifier(), {
		title: 'User ID',
		description: 'The ID of the user in your own system.',
		kind: 'identifier',
		examples: ['user-10293'],
		aliases: ['user', 'customer id', 'customer', 'member id', 'contact id', 'cardholder id'],
	}),
	transactionId: field(identifier(), {
		title: 'Transaction ID',
		description:
			'The ID of the purchase. It stays the same when the purchase is settled, reversed or returned.',
		kind: 'identifier',
		examples: ['txn-58213'],
		aliases: ['transaction', 'txn id', 'transaction number', 'purchase id', 'trans id'],
	}),
	amount: field(cents(), {
		title: 'Amount',
		description: 'The amount of the transaction, without a sign.',
		kind: 'money',
		examples: [1999],
		aliases: ['transaction amount', 'total', 'amount usd', 'total amount', 'purchase amount', 'amt'],
	}),
	subtotal: field(cents(), {
		title: 'Subtotal',
		description: 'The amount before tips, taxes and fees.',
		kind: 'money',
		examples: [1750],
		aliases: ['net amount', 'base amount'],
	}),
	status: field(z.enum(valuesOf(STATUSES)), statusWords),
	/** Transactions of core banking systems are reported once, when settled. */
	settledStatus: field(z.literal('SETTLED'), {
		...statusWords,
		choices: { SETTLED: STATUSES.SETTLED },
		synonyms: pickBy(statusWords.synonyms, (status) => status === 'SETTLED'),
	}),
	currency: field(z.string().regex(/^[A-Z]{3}$/), currencyWords),
	description: field(text(), {
		title: 'Description',
		description: 'The text of the transaction as it stands on the statement.',
		kind: 'text',
		examples: ['BLUE DOOR COFFEE ATLANTA GA'],
		aliases: ['statement description', 'transaction description', 'memo', 'statement text', 'details'],
	}),
	description2: field(text(), {
		title: 'Second Description',
		description: 'A further text that helps to recognize the merchant.',
		kind: 'text',
		examples: ['POS 0042'],
		aliases: ['description 2', 'additional description'],
	}),
	mcc: field(z.string().regex(/^\d{4}$/), {
		title: 'Merchant Category Code',
		description: 'The four-digit category code (MCC) of the merchant. Some national offers need it.',
		kind: 'categoryCode',
		examples: ['5814'],
		aliases: ['mcc', 'mcc code', 'category code'],
	}),
	coreProviderId: field(identifier(), {
		title: 'Processor Name',
		description: 'The name of the processor of the transaction.',
		kind: 'text',
		examples: ['Example Processing'],
		aliases: ['processor', 'core provider', 'core provider id'],
	}),
	transactionDate: field(timestamp(), {
		title: 'Transaction Date',
		description: 'When the transaction was reversed, returned or declined.',
		kind: 'date',
		examples: ['2026-03-09T14:30:00Z'],
		aliases: ['reversed date', 'returned date', 'return date', 'refund date', 'declined date', 'event date'],
	}),
	authorizationDate: field(timestamp(), authorizationDateWords),
	settledDate: field(timestamp(), settledDateWords),
	cardPresence: field(text(), {
		title: 'Card Presence',
		description: 'Whether the card was there at the time of the purchase, in the words of your processor.',
		kind: 'text',
		examples: ['present'],
		aliases: ['card present'],
	}),
	panEntryMode: field(text(), {
		title: 'PAN Entry Mode',
		description: 'How the card was read, in the words of your processor.',
		kind: 'text',
		examples: ['chip'],
		aliases: ['entry mode', 'pos entry mode'],
	}),
	/** Six digits in Kard's reference; five pass as well, since Kard's own samples have them. */
	cardBIN: field(z.string().regex(/^\d{5,6}$/), {
		title: 'Card BIN',
		description: 'The first six digits of the card number. Never send a full card number.',
		kind: 'cardBin',
		examples: ['411111'],
		aliases: ['bin', 'card bin', 'iin', 'bank identification number', 'first six'],
		sensitive: true,
		defaultable: true,
	}),
	cardLastFour: field(z.string().regex(/^\d{4}$/), {
		title: 'Card Last Four',
		description: 'The last four digits of the card number. Never send a full card number.',
		kind: 'lastFour',
		examples: ['4242'],
		aliases: ['card last 4', 'last 4', 'last four', 'last4', 'last 4 digits', 'card ending', 'card'],
		sensitive: true,
	}),
	authorizationCode: field(identifier(), {
		title: 'Authorization Code',
		description: 'The approval code of the purchase.',
		kind: 'reference',
		examples: ['A1B2C3'],
		aliases: ['auth code', 'approval code'],
	}),
	retrievalReferenceNumber: field(identifier(), {
		title: 'Retrieval Reference Number',
		description: 'The retrieval reference number (RRN) of the purchase.',
		kind: 'reference',
		examples: ['602315123456'],
		aliases: ['rrn'],
	}),
	systemTraceAuditNumber: field(identifier(), {
		title: 'System Trace Audit Number',
		description: 'The system trace audit number (STAN) of the purchase.',
		kind: 'reference',
		examples: ['123456'],
		aliases: ['stan', 'trace number'],
	}),
	acquirerReferenceNumber: field(identifier(), {
		title: 'Acquirer Reference Number',
		description: 'The acquirer reference number (ARN) of the purchase.',
		kind: 'reference',
		examples: ['74027216023000000000001'],
		aliases: ['arn', 'acquirer reference'],
	}),
	direction: field(z.enum(valuesOf(DIRECTIONS)), {
		title: 'Direction',
		description: 'Which way the money goes: debit for a purchase, credit for a refund.',
		kind: 'choice',
		examples: ['DEBIT'],
		aliases: ['debit credit', 'dr cr', 'direction of funds'],
		choices: DIRECTIONS,
		synonyms: { purchase: 'DEBIT', dr: 'DEBIT', d: 'DEBIT', refund: 'CREDIT', cr: 'CREDIT', c: 'CREDIT' },
		defaultable: true,
	}),
	cardNetwork: field(openChoice(CARD_NETWORKS), {
		title: 'Card Network',
		description: 'The network of the card.',
		kind: 'choice',
		examples: ['VISA'],
		aliases: ['network', 'card brand', 'brand', 'scheme'],
		choices: CARD_NETWORKS,
		open: 'code',
		synonyms: { mc: 'MASTERCARD', 'master card': 'MASTERCARD', amex: 'AMERICANEXPRESS' },
		defaultable: true,
	}),
	cardProductId: field(identifier(), {
		title: 'Card Product ID',
		description: 'The ID of the card product.',
		kind: 'reference',
		examples: ['platinum-debit'],
		aliases: ['product id', 'card product'],
	}),
	userZipCode: field(z.string().min(1).max(10), {
		title: 'User ZIP Code',
		description: 'The postal code of the user.',
		kind: 'zip',
		examples: ['30301'],
		aliases: ['zip', 'zip code', 'cardholder zip', 'customer zip', 'postal code'],
	}),
	accountId: field(identifier(), {
		title: 'Account ID',
		description: 'The ID of the account that the transaction belongs to.',
		kind: 'reference',
		examples: ['account-7'],
		aliases: ['account', 'account number id'],
	}),
};
