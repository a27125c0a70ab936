/** How many users the transactions are spread over. */
const USERS = 100;

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 0, 1);
const [MINUTE_MS, SECOND_MS] = [60_000, 1_000];

/** A point in time with an offset from UTC, as a program writes it. */
function iso(milliseconds: number): string {
	return `${new Date(milliseconds).toISOString().slice(0, 19)}-05:00`;
}

function typedTransaction(number: number) {
	const at = FIRST_DAY + (number % 60) * DAY_MS + (number % 1_440) * MINUTE_MS + (number % 60) * SECOND_MS;
	return {
		userId: `member-${String(number % USERS)}`,
		transactionId: `purchase-${String(number)}`,
		status: 'SETTLED' as const,
		amount: 100 + (number % 150_000),
		currency: 'USD' as const,
		description: `BLUE DOOR COFFEE ${String(number % 900)} ATLANTA GA`,
		direction: 'DEBIT' as const,
		cardBIN: '411111',
		cardLastFour: String(number % 10_000).padStart(4, '0'),
		authorizationDate: iso(at),
		settledDate: iso(at + 2 * DAY_MS),
		merchant: {
			name: 'Blue Door Coffee',
			addrCity: 'Atlanta',
			addrState: 'GA' as const,
			addrZipcode: '30303',
		},
		mcc: '5814',
	};
}

function typedUser(number: number) {
	return {
		id: `member-${String(number)}`,
		enrolledRewards: ['CARDLINKED' as const],
		email: `Member.${String(number)}@${number % 3 === 0 ? 'gmail.com' : 'example.com'}`,
		zipCode: String(30_000 + (number % 900)),
		phoneNumber: `+1617555${String(number % 10_000).padStart(4, '0')}`,
		birthYear: String(1_950 + (number % 50)),
	};
}

/** A card transaction as a program has it: in Kard's own terms, with or without the ID of the event. */
export type TypedTransaction = ReturnType<typeof typedTransaction> & { readonly id?: string };

/** A user as a program has one, with the address of which Kard gets the hash. */
export type TypedUser = ReturnType<typeof typedUser>;

/** Makes rows as they come from a file or another program: each with texts of its own. */
function rowsOf<Row>(count: number, make: (number: number) => Row): Row[] {
	return structuredClone(Array.from({ length: count }, (_, number) => make(number)));
}

/** Card transactions of a program: amounts in cents, dates in ISO 8601; each of another purchase. */
export function typedTransactions(count: number): TypedTransaction[] {
	return rowsOf(count, typedTransaction);
}

/** The same, each with an event ID of its own. */
export function identifiedTransactions(count: number): TypedTransaction[] {
	return rowsOf(count, (number) => ({
		id: `event-of-the-issuer-${String(number)}`,
		...typedTransaction(number),
	}));
}

/** Users of a program. */
export function typedUsers(count: number): TypedUser[] {
	return rowsOf(count, typedUser);
}
