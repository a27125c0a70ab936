import { rowRule, type RowCheck } from '../description/rowRules';

/** The date that belongs to each status of a card transaction (Kard's API reference, create transactions). */
const DATE_OF_STATUS: Readonly<Record<string, string>> = {
	APPROVED: 'authorizationDate',
	SETTLED: 'settledDate',
	REVERSED: 'transactionDate',
	RETURNED: 'transactionDate',
	DECLINED: 'transactionDate',
};

/**
 * The name of the date field that says when this event happened.
 * Matched transactions have no status; theirs is the date of authorization.
 */
export function dateFieldOf(status: unknown): string {
	return (typeof status === 'string' ? DATE_OF_STATUS[status] : undefined) ?? 'authorizationDate';
}

function complain({ issues, value }: RowCheck, path: string, message: string): void {
	issues.push({ code: 'custom', path: [path], message, input: value });
}

/** A transaction needs the date that belongs to its status. */
export const networkRules = rowRule((check) => {
	const row = check.value;
	const date = dateFieldOf(row.status);
	if (row[date] === undefined) {
		complain(check, date, `is missing: a row with status ${String(row.status)} needs it.`);
	}
});

/** What a matched transaction must leave out, and what it must have, depending on how it was paid. */
export const matchedRules = rowRule((check) => {
	const row = check.value;
	const paidBy = String(row.paymentType);
	const leaveOut = (name: string, because: string) => {
		if (row[name] !== undefined) complain(check, name, `must be empty ${because}. Empty the cell.`);
	};
	if (paidBy === 'CASH' || paidBy === 'UNKNOWN') {
		for (const name of ['cardBIN', 'cardNetwork', 'cardProductId']) {
			leaveOut(name, `when the payment type is ${paidBy}`);
		}
	}
	if (paidBy === 'CASH') leaveOut('cardLastFour', 'when the payment type is CASH');
	if (paidBy === 'UNKNOWN') {
		leaveOut('matchedLocationId', 'when the payment type is UNKNOWN');
		if (row.orderId === undefined && row.cardLastFour === undefined) {
			leaveOut(
				'matchedOfferId',
				'when the payment type is UNKNOWN and there is neither an order ID nor a card',
			);
		}
	}
	if (paidBy === 'CARD' && row.matchedOfferId !== undefined && row.cardLastFour === undefined) {
		complain(check, 'cardLastFour', 'is missing: a card payment with a matched offer needs it.');
	}
});
