import pickBy from 'lodash/pickBy';
import { choice } from '../../fields';

const STATUSES = {
	APPROVED: 'Approved',
	SETTLED: 'Settled',
	REVERSED: 'Reversed',
	RETURNED: 'Returned',
	DECLINED: 'Declined',
} as const;
const DIRECTIONS = { DEBIT: 'Debit', CREDIT: 'Credit' } as const;

/** Everyday words that all mean one value. Spaces and dashes in a cell do not count: `Pre-Auth` is `preauth`. */
function meaning<V extends string>(value: V, words: string): Readonly<Record<string, V>> {
	return Object.fromEntries(words.split(' ').map((word) => [word, value]));
}

const statusWords = {
	title: 'Status',
	description: 'How far the transaction has come.',
	examples: ['SETTLED'],
	recognizedBy: ['status', 'transaction status', 'state transaction'],
	recognizedWithCells: ['state', 'transaction type', 'type', 'payment status'],
	choices: STATUSES,
	synonyms: {
		...meaning('APPROVED', 'authorized authorised authorization authorisation auth pending'),
		...meaning('APPROVED', 'preauth preauthorized preauthorised preauthorization preauthorisation'),
		...meaning(
			'SETTLED',
			'posted cleared clearing completed complete completion settlement captured paid succeeded success successful',
		),
		...meaning('RETURNED', 'refunded refund return'),
		...meaning('REVERSED', 'voided void reversal canceled cancelled'),
		...meaning('DECLINED', 'decline failed failure rejected denied'),
	},
	defaultable: true,
} as const;

/** How far a transaction has come, and which way its money goes. */
export const statusFields = {
	status: choice(statusWords),
	/** Transactions of core banking systems are reported once, when settled. */
	settledStatus: choice({
		...statusWords,
		choices: { SETTLED: STATUSES.SETTLED },
		synonyms: pickBy(statusWords.synonyms, (status) => status === 'SETTLED'),
	}),
	direction: choice({
		title: 'Direction',
		description: 'Which way the money goes: debit for a purchase, credit for a refund.',
		examples: ['DEBIT'],
		recognizedBy: ['direction', 'debit credit', 'debit credit indicator', 'direction funds'],
		recognizedWithCells: ['transaction type', 'type', 'details', 'indicator', 'sign'],
		choices: DIRECTIONS,
		// A payment may be one with the card or one that pays the card off, and so it is not among them.
		synonyms: {
			...meaning(
				'DEBIT',
				'dr d db purchase sale charge withdrawal pos pospurchase possale cardpurchase spend',
			),
			...meaning('CREDIT', 'cr c refund refunded return returned creditmemo deposit'),
		},
		defaultable: true,
	}),
};
