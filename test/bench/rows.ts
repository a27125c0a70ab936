/** How many users the transactions of the benchmark are spread over. */
export const USERS = 100;

/** Users as a sheet has them. */
export function userRows(count: number) {
	return Array.from({ length: count }, (_, number) => ({
		'Contact ID': `member-${String(number)}`,
		'Email Address': ` Member.${String(number)}@Example.com`,
		'ZIP Code': 2_100 + (number % 90),
		'Mobile Phone': `(617) 555-01${String(number % 100).padStart(2, '0')}`,
		'Year of Birth': 1_950 + (number % 50),
	}));
}

/** Card transactions as a sheet has them: each of another purchase. */
export function transactionRows(count: number) {
	return Array.from({ length: count }, (_, number) => ({
		row_number: number + 2,
		'Transaction ID': `TX-${String(number)}`,
		'Member ID': `member-${String(number % USERS)}`,
		Status: 'Posted',
		Amount: `$${String(1 + (number % 1_500))}.${String(number % 100).padStart(2, '0')}`,
		Currency: 'USD',
		'Debit/Credit': 'Debit',
		'Auth Date': `3/${String(1 + (number % 28))}/2026 ${String(8 + (number % 12))}:15`,
		'Posted Date': `3/${String(1 + (number % 28))}/2026`,
		'Statement Description': 'BLUE DOOR COFFEE ATLANTA GA',
		Merchant: 'Blue Door Coffee',
		MCC: 5_814,
		City: 'Atlanta',
		State: 'GA',
		BIN: 411_111,
		'Card Last 4': number % 10_000,
		RRN: 600_000_000_000 + number,
		Notes: '',
	}));
}
