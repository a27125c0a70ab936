import type { IDataObject } from 'n8n-workflow';
import { SHOPPER } from '../../support/purchase';

export { FULL_CARD, SHOPPER, upTo } from '../../support/purchase';

/** A line of a sheet of new users. `Line` is a column that Kard knows nothing of. */
export function userLine(number: number, cells: IDataObject = {}): IDataObject {
	return { Line: `line ${String(number)}`, 'User ID': `user-${String(number)}`, ...cells };
}

/** A line of a sheet of settled card transactions. */
export function transactionLine(number: number, cells: IDataObject = {}): IDataObject {
	return {
		Line: `line ${String(number)}`,
		'Event ID': `evt-${String(number)}`,
		'User ID': SHOPPER,
		'Transaction ID': `txn-${String(number)}`,
		Status: 'SETTLED',
		Amount: 1_000 + number,
		Currency: 'USD',
		Description: 'BLUE DOOR COFFEE ATLANTA GA',
		Direction: 'DEBIT',
		'Card BIN': '411111',
		'Card Last Four': '4242',
		'Settled Date': '2026-03-06T02:00:00Z',
		...cells,
	};
}

/** A line of a sheet of purchases that were matched to offers already. */
export function matchedLine(number: number, cells: IDataObject = {}): IDataObject {
	return {
		Line: `line ${String(number)}`,
		'Event ID': `evt-${String(number)}`,
		'User ID': SHOPPER,
		'Transaction ID': `txn-${String(number)}`,
		Amount: 1_000 + number,
		Description: 'BLUE DOOR COFFEE ATLANTA GA',
		Direction: 'DEBIT',
		'Payment Type': 'CARD',
		'Authorization Date': '2026-03-04T10:15:00-05:00',
		...cells,
	};
}

/** A line of a sheet of a core banking system. */
export function coreLine(number: number, cells: IDataObject = {}): IDataObject {
	return {
		Line: `line ${String(number)}`,
		'Event ID': `evt-${String(number)}`,
		'User ID': SHOPPER,
		'Transaction ID': `txn-${String(number)}`,
		Amount: 1_000 + number,
		Currency: 'USD',
		Description: 'BLUE DOOR COFFEE ATLANTA GA',
		Direction: 'DEBIT',
		'Settled Date': '2026-03-06T02:00:00Z',
		'Authorization Date': '2026-03-04T10:15:00-05:00',
		...cells,
	};
}
