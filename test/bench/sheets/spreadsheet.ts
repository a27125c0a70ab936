/** How many users the transactions are spread over. */
const USERS = 100;

const DAYS = 90;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 0, 1);

/** `3/7/2026`, so many days after the first one. The clocks go forward on one of them. */
function dayCell(days: number): string {
	const day = new Date(FIRST_DAY + (days % DAYS) * DAY_MS);
	return `${String(day.getUTCMonth() + 1)}/${String(day.getUTCDate())}/${String(day.getUTCFullYear())}`;
}

function twoDigits(number: number): string {
	return String(number).padStart(2, '0');
}

function sheetTransaction(number: number) {
	return {
		row_number: number + 2,
		'Transaction ID': `TX-${String(number)}`,
		'Member ID': `member-${String(number % USERS)}`,
		Status: 'Posted',
		Amount: `$${(1 + (number % 1_500)).toLocaleString('en-US')}.${twoDigits(number % 100)}`,
		Currency: 'USD',
		'Debit/Credit': 'Debit',
		'Auth Date': `${dayCell(number)} ${String(8 + (number % 12))}:${twoDigits((number * 7) % 60)}`,
		'Posted Date': dayCell(number + 2),
		'Statement Description': `BLUE DOOR COFFEE ${String(number % 900)} ATLANTA GA`,
		Merchant: 'Blue Door Coffee',
		MCC: 5_814,
		City: 'Atlanta',
		State: 'GA',
		BIN: 411_111,
		'Card Last 4': number % 10_000,
		RRN: 600_000_000_000 + number,
		Notes: '',
	};
}

function sheetUser(number: number) {
	return {
		'Contact ID': `member-${String(number)}`,
		'Email Address': ` Member.${String(number)}@Example.com`,
		'ZIP Code': 2_100 + (number % 90),
		'Mobile Phone': `(617) 555-01${twoDigits(number % 100)}`,
		'Year of Birth': 1_950 + (number % 50),
	};
}

/** A card transaction as a sheet has it: dollars, dates without a zone, everyday headings. */
export type SheetTransaction = ReturnType<typeof sheetTransaction>;

/** A user as a sheet has one. */
export type SheetUser = ReturnType<typeof sheetUser>;

/** The time zone in which the dates of the sheet are meant. */
export const SHEET_ZONE = 'America/New_York';

/** Card transactions as a sheet has them: each of another purchase. */
export function sheetTransactions(count: number): SheetTransaction[] {
	return structuredClone(Array.from({ length: count }, (_, number) => sheetTransaction(number)));
}

/** Users as a sheet has them. */
export function sheetUsers(count: number): SheetUser[] {
	return structuredClone(Array.from({ length: count }, (_, number) => sheetUser(number)));
}
