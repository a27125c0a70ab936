import { createHash } from 'node:crypto';

/**
 * The ID of an event that has none and no acquirer reference number, as
 * docs/decisions/02-event-ids-are-derived-from-content.md says.
 * @param date milliseconds since 1970-01-01 UTC, or the time on the wall where the cell names no zone
 */
export function derivedId(
	userId: string,
	transactionId: string,
	status: string,
	date: number | string,
	amount: number,
): string {
	const content = JSON.stringify([userId, transactionId, status, date, amount, null]);
	return `evt-${createHash('sha256').update(content).digest('hex').slice(0, 32)}`;
}
