/* Moved to test/support; goes when the last test has moved over. */
import type { TransactionRow, UserRow } from '../../shared';
import { person } from '../support/person';
import {
	corePurchase,
	matchedPurchase,
	purchase,
	upTo,
	type PurchaseRow,
	type SheetRow,
} from '../support/purchase';

export { SHOPPER, upTo, type PurchaseRow as NetworkRow, type SheetRow } from '../support/purchase';
export type MatchedRow = Extract<TransactionRow, { type: 'matchedTransaction' }>;
export type CoreRow = Extract<TransactionRow, { type: 'coreTransaction' }>;

const numbered = (number: number) => ({
	id: `evt-${String(number)}`,
	transactionId: `txn-${String(number)}`,
	amount: 1_000 + number,
});

export const user = (number: number, cells: Partial<UserRow> = {}): UserRow =>
	person({ id: `user-${String(number)}`, ...cells });
export const users = (count: number): UserRow[] => upTo(count).map((number) => user(number));
export const transaction = (number: number, cells: Partial<PurchaseRow> = {}): PurchaseRow =>
	purchase({ ...numbered(number), ...cells });
export const transactions = (count: number): PurchaseRow[] =>
	upTo(count).map((number) => transaction(number));
export const sheetRow = (number: number, cells: SheetRow = {}): SheetRow => ({
	...transaction(number),
	...cells,
});
export const rowWithoutId = (number: number, cells: SheetRow = {}): SheetRow =>
	sheetRow(number, { id: undefined, ...cells });
export const matched = (number: number, cells: SheetRow = {}): SheetRow =>
	matchedPurchase({ ...numbered(number), ...cells });
export const core = (number: number, cells: SheetRow = {}): SheetRow =>
	corePurchase({ ...numbered(number), ...cells });
