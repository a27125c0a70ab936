import type { TransactionRow } from '../../shared';

/** A row as a spreadsheet has it: whatever is in its cells. */
export type SheetRow = Readonly<Record<string, unknown>>;
/** A transaction that Kard matches by itself. */
type PurchaseRow = Extract<TransactionRow, { status: string; cardBIN: string }>;

/** The user every purchase belongs to unless a test says otherwise. */
export const SHOPPER = 'user-shopper';
/** A well-known test card number, which must never leave the machine. */
export const FULL_CARD = '4111111111111111';

/** The whole numbers from one up to this one. */
export function upTo(count: number): number[] {
	return Array.from({ length: count }, (_, place) => place + 1);
}

let made = 0;

/** Ids of its own, and what is alike in every kind of transaction. */
function basics(id: string | undefined) {
	const number = String((made += 1));
	return {
		id: id ?? `event-${number}`,
		userId: SHOPPER,
		// A purchase that is made again under the same event id is the same purchase.
		transactionId: `purchase-${id ?? number}`,
		amount: 1_999,
		description: 'BLUE DOOR COFFEE ATLANTA GA',
		direction: 'DEBIT' as const,
	};
}

/** A settled card purchase of $19.99, with ids of its own. */
export function purchase(cells: Partial<PurchaseRow> = {}): PurchaseRow {
	return {
		...basics(cells.id),
		status: 'SETTLED',
		currency: 'USD',
		cardBIN: '411111',
		cardLastFour: '4242',
		settledDate: '2026-03-06T02:00:00Z',
		...cells,
	};
}

/** So many purchases with the event ids `evt-1`, `evt-2`, … */
export function purchases(count: number, cells: Partial<PurchaseRow> = {}): PurchaseRow[] {
	return upTo(count).map((number) => purchase({ id: `evt-${String(number)}`, ...cells }));
}

/** A purchase with cells as a person wrote them, which Kard would not take. `undefined` empties a cell. */
export function sheetPurchase(cells: SheetRow): SheetRow {
	return { ...purchase(typeof cells.id === 'string' ? { id: cells.id } : {}), ...cells };
}

/** A card payment that the issuer has matched to an offer. */
export function matchedPurchase(cells: SheetRow = {}): SheetRow {
	return {
		type: 'matchedTransaction',
		...basics(typeof cells.id === 'string' ? cells.id : undefined),
		paymentType: 'CARD',
		authorizationDate: '2026-03-04T10:15:00-05:00',
		...cells,
	};
}

/** A settled transaction of a core banking system. */
export function corePurchase(cells: SheetRow = {}): SheetRow {
	return {
		type: 'coreTransaction',
		...basics(typeof cells.id === 'string' ? cells.id : undefined),
		currency: 'USD',
		settledDate: '2026-03-06T02:00:00Z',
		authorizationDate: '2026-03-04T10:15:00-05:00',
		...cells,
	};
}
