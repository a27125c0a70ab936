/** Reads exactly the sheet of `sheets/spreadsheet.ts`, and no other, as a competent person writes it by hand. */
import { DateTime } from 'luxon';
import { SHEET_ZONE, type SheetTransaction, type SheetUser } from '../sheets/spreadsheet';
import { derivedId } from './derivedId';
import { hashedEmail } from './hashedEmail';

function cents(amount: string): number {
	return Number(amount.replace(/\D/g, ''));
}

const offsets = new Map<string, string>();

/** The offset from UTC of an hour of a day, as `-05:00`; worked out once for each. */
function offsetAt(hour: string): string {
	const known = offsets.get(hour) ?? DateTime.fromISO(`${hour}:00`, { zone: SHEET_ZONE }).toFormat('ZZ');
	offsets.set(hour, known);
	return known;
}

/** `3/7/2026 9:05` as ISO 8601 with the offset. */
function isoDate(cell: string): string {
	const [date = '', time = '0:00'] = cell.split(' ');
	const [month = '', day = '', year = ''] = date.split('/');
	const [hour = '', minute = ''] = time.split(':');
	const start = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hour.padStart(2, '0')}`;
	return `${start}:${minute}:00${offsetAt(start)}`;
}

/** What Kard is sent of a transaction of the sheet. */
export function sheetTransactionResource(row: SheetTransaction) {
	const userId = row['Member ID'];
	const transactionId = row['Transaction ID'];
	const amount = cents(row.Amount);
	const settledDate = isoDate(row['Posted Date']);
	return {
		type: 'transaction',
		id: derivedId(userId, transactionId, 'SETTLED', settledDate.slice(0, 19), amount),
		attributes: {
			userId,
			transactionId,
			status: 'SETTLED',
			amount,
			currency: row.Currency,
			description: row['Statement Description'],
			direction: row['Debit/Credit'].toUpperCase(),
			cardBIN: String(row.BIN),
			cardLastFour: String(row['Card Last 4']).padStart(4, '0'),
			paymentType: 'CARD',
			authorizationDate: isoDate(row['Auth Date']),
			settledDate,
			merchant: { name: row.Merchant, addrCity: row.City, addrState: row.State },
			mcc: String(row.MCC),
			retrievalReferenceNumber: String(row.RRN),
		},
	};
}

/** What Kard is sent of a user of the sheet. */
export function sheetUserResource(row: SheetUser) {
	return {
		type: 'user',
		id: row['Contact ID'],
		attributes: {
			enrolledRewards: ['CARDLINKED'],
			hashedEmail: hashedEmail(row['Email Address']),
			zipCode: String(row['ZIP Code']).padStart(5, '0'),
			phoneNumber: `+1${row['Mobile Phone'].replace(/\D/g, '')}`,
			birthYear: String(row['Year of Birth']),
		},
	};
}
