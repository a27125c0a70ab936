import type { TransactionRow, UserRow } from '../../shared';

/** A transaction that Kard matches by itself. */
export type NetworkRow = Extract<TransactionRow, { status: string; cardBIN: string }>;
/** A transaction that the issuer has matched. */
export type MatchedRow = Extract<TransactionRow, { type: 'matchedTransaction' }>;
/** A transaction of a core banking system. */
export type CoreRow = Extract<TransactionRow, { type: 'coreTransaction' }>;
/** A row as a spreadsheet has it: whatever stands in its cells. */
export type SheetRow = Readonly<Record<string, unknown>>;

/** The user whom every transaction made here belongs to. */
export const SHOPPER = 'user-shopper';

/** The whole numbers from one up to this one. */
export function upTo(count: number): number[] {
	return Array.from({ length: count }, (_, place) => place + 1);
}

/** A user to enrol. */
export function user(number: number, cells: Partial<UserRow> = {}): UserRow {
	return { id: `user-${String(number)}`, enrolledRewards: ['CARDLINKED'], ...cells };
}

/** So many users, no two alike. */
export function users(count: number): UserRow[] {
	return upTo(count).map((number) => user(number));
}

/** A settled card transaction with an event id of its own. */
export function transaction(number: number, cells: Partial<NetworkRow> = {}): NetworkRow {
	return {
		id: `evt-${String(number)}`,
		userId: SHOPPER,
		transactionId: `txn-${String(number)}`,
		status: 'SETTLED',
		amount: 1_000 + number,
		currency: 'USD',
		description: 'BLUE DOOR COFFEE ATLANTA GA',
		direction: 'DEBIT',
		cardBIN: '411111',
		cardLastFour: '4242',
		settledDate: '2026-03-06T02:00:00Z',
		...cells,
	};
}

/** So many transactions, no two alike. */
export function transactions(count: number): NetworkRow[] {
	return upTo(count).map((number) => transaction(number));
}

/** The row of a sheet: a transaction with some cells as a person wrote them. `undefined` empties a cell. */
export function sheetRow(number: number, cells: SheetRow = {}): SheetRow {
	return { ...transaction(number), ...cells };
}

/** The row of a sheet that has no column for event ids. */
export function rowWithoutId(number: number, cells: SheetRow = {}): SheetRow {
	return sheetRow(number, { id: undefined, ...cells });
}

/** A card payment that the issuer has matched to an offer. */
export function matched(number: number, cells: SheetRow = {}): SheetRow {
	return {
		type: 'matchedTransaction',
		id: `evt-${String(number)}`,
		userId: SHOPPER,
		transactionId: `txn-${String(number)}`,
		amount: 1_000 + number,
		description: 'BLUE DOOR COFFEE ATLANTA GA',
		direction: 'DEBIT',
		paymentType: 'CARD',
		authorizationDate: '2026-03-04T10:15:00-05:00',
		...cells,
	};
}

/** A settled transaction of a core banking system. */
export function core(number: number, cells: SheetRow = {}): SheetRow {
	return {
		type: 'coreTransaction',
		id: `evt-${String(number)}`,
		userId: SHOPPER,
		transactionId: `txn-${String(number)}`,
		amount: 1_000 + number,
		currency: 'USD',
		description: 'BLUE DOOR COFFEE ATLANTA GA',
		direction: 'DEBIT',
		settledDate: '2026-03-06T02:00:00Z',
		authorizationDate: '2026-03-04T10:15:00-05:00',
		...cells,
	};
}
