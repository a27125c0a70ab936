import pickBy from 'lodash/pickBy';
import {
	cardBin,
	categoryCode,
	choice,
	currency,
	date,
	identifier,
	lastFour,
	money,
	reference,
	text,
	zip,
} from '../../fields';
import { LONGEST_IDENTIFIER } from '../../fields/reference';

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

const statusWords = {
	title: 'Status',
	description: 'How far the transaction has come.',
	examples: ['SETTLED'],
	recognizedBy: ['transaction status', 'state of transaction', 'txn status'],
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

/**
 * The fields that more than one type of transaction has, each described once.
 * A field is a required one unless its user makes it optional.
 */
export const transactionFields = {
	id: identifier({
		title: 'Event ID',
		description:
			'The unique ID of this event. If it is missing, one is made from the user, the transaction, the status, the date and the amount, so that the same row is never counted twice.',
		examples: ['evt-58213-settled'],
		recognizedBy: ['event', 'id', 'row id', 'transaction event id', 'unique id'],
	}),
	userId: identifier({
		title: 'User ID',
		description: 'The ID of the user in your own system.',
		examples: ['user-10293'],
		recognizedBy: ['user', 'customer id', 'customer', 'member id', 'contact id', 'cardholder id'],
	}),
	transactionId: identifier({
		title: 'Transaction ID',
		description:
			'The ID of the purchase. It stays the same when the purchase is settled, reversed or returned.',
		examples: ['txn-58213'],
		recognizedBy: ['transaction', 'txn id', 'transaction number', 'purchase id', 'trans id'],
	}),
	amount: money({
		title: 'Amount',
		description: 'The amount of the transaction, without a sign.',
		examples: [1999],
		recognizedBy: ['transaction amount', 'total', 'amount usd', 'total amount', 'purchase amount', 'amt'],
	}),
	subtotal: money({
		title: 'Subtotal',
		description: 'The amount before tips, taxes and fees.',
		examples: [1750],
		recognizedBy: ['net amount', 'base amount'],
	}),
	status: choice(statusWords),
	/** Transactions of core banking systems are reported once, when settled. */
	settledStatus: choice({
		...statusWords,
		choices: { SETTLED: STATUSES.SETTLED },
		synonyms: pickBy(statusWords.synonyms, (status) => status === 'SETTLED'),
	}),
	currency: currency({
		title: 'Currency',
		description: 'The currency of the amount, as a three-letter code.',
		examples: ['USD'],
		recognizedBy: ['currency code', 'ccy'],
		defaultable: true,
	}),
	description: text({
		title: 'Description',
		description: 'The text of the transaction as the statement has it.',
		examples: ['BLUE DOOR COFFEE ATLANTA GA'],
		recognizedBy: ['statement description', 'transaction description', 'memo', 'statement text', 'details'],
	}),
	description2: text({
		title: 'Second Description',
		description: 'A further text that helps to recognize the merchant.',
		examples: ['POS 0042'],
		recognizedBy: ['description 2', 'additional description'],
	}),
	mcc: categoryCode({
		title: 'Merchant Category Code',
		description: 'The four-digit category code (MCC) of the merchant. Some national offers need it.',
		examples: ['5814'],
		recognizedBy: ['mcc', 'mcc code', 'category code'],
	}),
	coreProviderId: text({
		title: 'Processor Name',
		description: 'The name of the processor of the transaction.',
		examples: ['Example Processing'],
		recognizedBy: ['processor', 'core provider', 'core provider id'],
		maxLength: LONGEST_IDENTIFIER,
	}),
	transactionDate: date({
		title: 'Transaction Date',
		description: 'When the transaction was reversed, returned or declined.',
		examples: ['2026-03-09T14:30:00Z'],
		recognizedBy: [
			'reversed date',
			'returned date',
			'return date',
			'refund date',
			'declined date',
			'event date',
		],
	}),
	authorizationDate: date({
		title: 'Authorization Date',
		description: 'When the purchase was authorized.',
		examples: ['2026-03-04T10:15:00-05:00'],
		recognizedBy: [
			'authorized',
			'authorized at',
			'auth date',
			'authorization time',
			'purchase date',
			'approved date',
		],
	}),
	settledDate: date({
		title: 'Settled Date',
		description: 'When the transaction was settled.',
		examples: ['2026-03-06T02:00:00Z'],
		recognizedBy: ['settled', 'settled at', 'settlement date', 'posted date', 'posting date', 'cleared date'],
	}),
	cardPresence: text({
		title: 'Card Presence',
		description: 'Whether the card was there at the time of the purchase, in the words of your processor.',
		examples: ['present'],
		recognizedBy: ['card present'],
	}),
	panEntryMode: text({
		title: 'PAN Entry Mode',
		description: 'How the card was read, in the words of your processor.',
		examples: ['chip'],
		recognizedBy: ['entry mode', 'pos entry mode'],
	}),
	/** Six digits in Kard's reference; five pass as well, since Kard's own samples have them. */
	cardBIN: cardBin({
		title: 'Card BIN',
		description: 'The first six digits of the card number. Never send a full card number.',
		examples: ['411111'],
		recognizedBy: ['bin', 'card bin', 'iin', 'bank identification number', 'first six'],
		sensitive: true,
		defaultable: true,
	}),
	cardLastFour: lastFour({
		title: 'Card Last Four',
		description: 'The last four digits of the card number. Never send a full card number.',
		examples: ['4242'],
		recognizedBy: ['card last 4', 'last 4', 'last four', 'last4', 'last 4 digits', 'card ending', 'card'],
		sensitive: true,
	}),
	authorizationCode: reference({
		title: 'Authorization Code',
		description: 'The approval code of the purchase.',
		examples: ['A1B2C3'],
		recognizedBy: ['auth code', 'approval code'],
	}),
	retrievalReferenceNumber: reference({
		title: 'Retrieval Reference Number',
		description: 'The retrieval reference number (RRN) of the purchase.',
		examples: ['602315123456'],
		recognizedBy: ['rrn'],
	}),
	systemTraceAuditNumber: reference({
		title: 'System Trace Audit Number',
		description: 'The system trace audit number (STAN) of the purchase.',
		examples: ['123456'],
		recognizedBy: ['stan', 'trace number'],
	}),
	acquirerReferenceNumber: reference({
		title: 'Acquirer Reference Number',
		description: 'The acquirer reference number (ARN) of the purchase.',
		examples: ['74027216023000000000001'],
		recognizedBy: ['arn', 'acquirer reference'],
	}),
	direction: choice({
		title: 'Direction',
		description: 'Which way the money goes: debit for a purchase, credit for a refund.',
		examples: ['DEBIT'],
		recognizedBy: ['debit credit', 'dr cr', 'direction of funds'],
		choices: DIRECTIONS,
		synonyms: { purchase: 'DEBIT', dr: 'DEBIT', d: 'DEBIT', refund: 'CREDIT', cr: 'CREDIT', c: 'CREDIT' },
		defaultable: true,
	}),
	cardNetwork: choice({
		title: 'Card Network',
		description: 'The network of the card.',
		examples: ['VISA'],
		recognizedBy: ['network', 'card brand', 'brand', 'scheme'],
		choices: CARD_NETWORKS,
		open: 'code',
		synonyms: { mc: 'MASTERCARD', 'master card': 'MASTERCARD', amex: 'AMERICANEXPRESS' },
		defaultable: true,
	}),
	cardProductId: reference({
		title: 'Card Product ID',
		description: 'The ID of the card product.',
		examples: ['platinum-debit'],
		recognizedBy: ['product id', 'card product'],
	}),
	userZipCode: zip({
		title: 'User ZIP Code',
		description: 'The postal code of the user.',
		examples: ['30301'],
		recognizedBy: ['zip', 'zip code', 'cardholder zip', 'customer zip', 'postal code'],
	}),
	accountId: reference({
		title: 'Account ID',
		description: 'The ID of the account that the transaction belongs to.',
		examples: ['account-7'],
		recognizedBy: ['account', 'account number id'],
	}),
};
