import type { StoredTransaction } from './transaction';

/**
 * When a transaction event happened, in milliseconds since 1970: the date that belongs to its status. A matched
 * transaction has no status; it counts as settled, and has the date of its approval when it has no other.
 */
export function timeOf({ attributes }: StoredTransaction): number {
	const { status, settledDate, authorizationDate, transactionDate } = attributes;
	const date =
		status === 'APPROVED' ? authorizationDate : (settledDate ?? authorizationDate ?? transactionDate);
	return Date.parse(String(date));
}
