import type { SignupRow } from './signups';
import type { TransactionRow } from './transactions';

/** A row as HubSpot's node gives a contact: the id, and the properties as text or nothing. */
export function hubspotItem(row: SignupRow) {
	const text = (cell: string) => (cell === '' ? null : cell);
	return {
		id: row['Contact ID'],
		properties: {
			firstname: text(row['First Name']),
			lastname: text(row['Last Name']),
			email: text(row.Email),
			mobilephone: text(row['Mobile Phone']),
			zip: text(row.Zip),
			year_of_birth: text(row['Year of Birth']),
			lifecyclestage: text(row['Lifecycle Stage'].toLowerCase()),
			createdate: text(row['Create Date']),
		},
	};
}

const PLAIN_NUMBER = /^(?:0|[1-9]\d{0,14})(?:\.\d+)?$/;

/** A row as the Google Sheets node gives it: numeric cells as numbers, and the number of the row in the sheet. */
export function googleSheetsItem(row: TransactionRow, index: number) {
	const cells = Object.entries(row).map(
		([column, cell]) => [column, PLAIN_NUMBER.test(cell) ? Number(cell) : cell] as const,
	);
	return { row_number: index + 2, ...Object.fromEntries(cells) };
}
