import { createHash } from 'node:crypto';

/** The ID of an event that has none, as docs/decisions/02-event-ids-are-derived-from-content.md says. */
export function derivedId(
	userId: string,
	transactionId: string,
	status: string,
	milliseconds: number,
	amount: number,
): string {
	const content = JSON.stringify([userId, transactionId, status, milliseconds, amount]);
	return `evt-${createHash('sha256').update(content).digest('hex').slice(0, 32)}`;
}
