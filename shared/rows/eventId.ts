import { hash } from 'crypto';
import { dateFieldOf } from '../catalogue/transactions/rules';
import { statedDate } from '../fields/date';
import type { Cells } from './cells';
import { heldCell } from './readCells';
import type { RowSettings } from './rowSettings';

/** How many hexadecimal digits of the digest make an id: 128 bits, so that no two events ever meet. */
const DIGITS = 32;

/**
 * The id of a transaction event that came without one, made from what tells events apart: user, transaction, status, the
 * date that belongs to the status, amount, and acquirer reference number. The same row always gets the same id, whatever
 * form its date is written in and whatever time zone it is read in, so sending a sheet twice changes nothing.
 * @param attributes what the row was read to
 * @param row the row as it came, with its fields by name
 */
export function deriveEventId(attributes: Cells, row: Cells, settings: RowSettings): string {
	const { userId, transactionId, status, amount, acquirerReferenceNumber } = attributes;
	const name = dateFieldOf(status);
	const date = statedDate(heldCell(row, { key: name, path: [name] }, settings), attributes[name]);
	// In a list, JSON has null for what is missing.
	const content = JSON.stringify([userId, transactionId, status, date, amount, acquirerReferenceNumber]);
	// A part of a text keeps the whole in memory, and a result holds one of these for each row.
	return Buffer.from(`evt-${hash('sha256', content).slice(0, DIGITS)}`, 'latin1').toString('latin1');
}
