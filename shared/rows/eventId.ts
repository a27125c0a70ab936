import { hash } from 'crypto';
import { dateFieldOf } from '../catalogue/transactions/rules';
import { canonicalDate } from '../fields/date';

/** How many hexadecimal digits of the digest make an id: 128 bits, so that no two events ever meet. */
const DIGITS = 32;

/**
 * The id of a transaction event that came without one, made from what tells events apart: user, transaction,
 * status, the date that belongs to the status, and amount. The same row always gets the same id, whatever form its
 * date is written in, so sending a sheet twice changes nothing.
 */
export function deriveEventId(attributes: Readonly<Record<string, unknown>>): string {
	const { userId, transactionId, status, amount } = attributes;
	const date = canonicalDate(attributes[dateFieldOf(status)]);
	const content = JSON.stringify([userId, transactionId, status ?? null, date ?? null, amount]);
	// A part of a text keeps the whole in memory, and a result holds one of these for each row.
	return Buffer.from(`evt-${hash('sha256', content).slice(0, DIGITS)}`, 'latin1').toString('latin1');
}
