import { typedTransactions } from '../sheets/typed';

function lineOf({ merchant, ...row }: ReturnType<typeof typedTransactions>[number]) {
	return {
		...row,
		merchantName: merchant.name,
		merchantAddrCity: merchant.addrCity,
		merchantAddrState: merchant.addrState,
		merchantAddrZipcode: merchant.addrZipcode,
	};
}

/** A card transaction as a line item of a Zap, in the terms of Kard. */
export type TransactionLine = ReturnType<typeof lineOf>;

/** So many line items, each of another purchase and without an event ID. */
export function transactionLines(count: number): TransactionLine[] {
	return typedTransactions(count).map(lineOf);
}
