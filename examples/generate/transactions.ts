import type { Row } from './csv';
import type { Person } from './people';
import { inventPurchase, type Purchase, type PurchaseEvent } from './purchases';
import { Dice, spread } from './random';
import { writtenAmount, writtenDay, writtenMinute } from './written';

/** The columns of the finance team's sheet. */
export const TRANSACTION_COLUMNS = [
	'Transaction ID',
	'Member ID',
	'Status',
	'Amount',
	'Currency',
	'Debit/Credit',
	'Auth Date',
	'Posted Date',
	'Return Date',
	'Statement Description',
	'Merchant',
	'MCC',
	'City',
	'State',
	'BIN',
	'Card Last 4',
	'RRN',
	'Notes',
] as const;

/** A transaction as the sheet has it. */
export type TransactionRow = Row<(typeof TRANSACTION_COLUMNS)[number]>;

const ROWS = 2_000;
const SEED = 20_260_305;
const NOBODY = '48210399999';

const STATUSES = {
	APPROVED: ['Pending', 'PENDING', 'Authorized', 'pending '],
	SETTLED: ['Posted', 'Posted', 'POSTED', 'Settled', 'posted', 'Cleared'],
	RETURNED: ['Refunded', 'Returned'],
	REVERSED: ['Reversed', 'Void'],
	DECLINED: ['Declined'],
} as const;
const DIRECTIONS = { DEBIT: ['Debit', 'Debit', 'DEBIT', 'DR'], CREDIT: ['Credit', 'CR'] } as const;

function describe({ merchant, member: { town } }: Purchase, dice: Dice): string {
	const name = merchant.name.toUpperCase();
	const place = `${town.city.toUpperCase()} ${town.state}`;
	return dice.pick([
		`${name} ${place}`,
		`${name} ${place}`,
		`POS ${name} #${String(dice.between(1, 60))} ${place}`,
		` ${name}   ${place} `,
		`PURCHASE ${name}`,
	]);
}

function datesOf({ day, minute }: Purchase, { status, after }: PurchaseEvent, dice: Dice) {
	const later = writtenDay(day + after, dice);
	return {
		'Auth Date': writtenMinute(day, minute, dice),
		'Posted Date': status === 'SETTLED' ? later : '',
		'Return Date': status === 'APPROVED' || status === 'SETTLED' ? '' : later,
	};
}

function rowOf(purchase: Purchase, event: PurchaseEvent, dice: Dice): TransactionRow {
	const { member, card, merchant } = purchase;
	const isRefund = event.status === 'RETURNED';
	return {
		'Transaction ID': purchase.id,
		'Member ID': member.id,
		Status: dice.pick(STATUSES[event.status]),
		Amount: writtenAmount(event.cents, dice),
		Currency: dice.percent(10) ? 'usd' : 'USD',
		'Debit/Credit': dice.pick(DIRECTIONS[isRefund ? 'CREDIT' : 'DEBIT']),
		...datesOf(purchase, event, dice),
		'Statement Description': describe(purchase, dice),
		Merchant: dice.percent(8) ? `  ${merchant.name}` : merchant.name,
		MCC: merchant.mcc,
		City: member.town.city,
		State: dice.percent(10) ? member.town.stateName : member.town.state,
		BIN: dice.percent(15) ? `${card.bin}22` : card.bin,
		'Card Last 4': dice.percent(50) ? card.lastFour.replace(/^0+(?=\d)/, '') : card.lastFour,
		RRN: purchase.reference,
		Notes: isRefund ? 'customer return' : '',
	};
}

/** What goes wrong in real sheets, mostly one row of each. Each is put into a good settled row. */
const MISTAKES: readonly Partial<TransactionRow>[] = [
	{ BIN: '4111 1111 1111 1111', Notes: 'whole number pasted by mistake' },
	{ Amount: 'n/a' },
	{ 'Member ID': NOBODY, Notes: 'joined last week?' },
	{ 'Posted Date': '13/45/2026' },
	{ 'Card Last 4': '' },
	{ Amount: '-24.99' },
	{ 'Transaction ID': '' },
	{ 'Posted Date': '' },
	{ 'Statement Description': 'KEYED 4111111111111111 JUNIPER MARKET', Notes: 'manual entry' },
	{ Status: 'On hold' },
	{ 'Member ID': '' },
	{ Amount: '12.345' },
	{ 'Debit/Credit': '' },
	{ 'Posted Date': '2026-02-30' },
	{ 'Member ID': NOBODY },
	{ BIN: '4111' },
	{ State: 'ZZ' },
	{ Status: 'Refunded', 'Debit/Credit': 'Credit', 'Posted Date': '', Notes: 'no return date yet' },
	{ 'Card Last 4': '4242 4' },
	{ Amount: '' },
	{ Status: '' },
	{ 'Posted Date': 'last Friday' },
	{ 'Statement Description': '' },
	{ 'Member ID': '' },
	{ Currency: 'dollars' },
	{ Amount: '1,23.00' },
	{ MCC: 'food' },
	{ 'Posted Date': 'TBD' },
];

function eventRows(members: readonly Person[], count: number, dice: Dice): TransactionRow[] {
	const dated: { day: number; row: TransactionRow }[] = [];
	for (let number = 0; dated.length < count; number += 1) {
		const purchase = inventPurchase(number, dice.pick(members), dice);
		const rows = purchase.events.map((event) => ({
			day: purchase.day + event.after,
			row: rowOf(purchase, event, dice),
		}));
		dated.push(...rows.slice(0, count - dated.length));
	}
	return dated.sort((one, other) => one.day - other.day).map(({ row }) => row);
}

/** The transactions of the sheet, day by day: mostly good, some twice, some wrong. */
export function inventTransactions(members: readonly Person[]): readonly TransactionRow[] {
	const dice = new Dice(SEED);
	const wrong = MISTAKES.map((mistake, index) => {
		const purchase = inventPurchase(90_000 + index, dice.pick(members), dice);
		return { ...rowOf(purchase, { status: 'SETTLED', cents: 2_499 + index, after: 1 }, dice), ...mistake };
	});
	const repeats = 12;
	const good = eventRows(members, ROWS - wrong.length - repeats - 1, dice);
	const repeated = good.filter((_, index) => index % 160 === 40).slice(0, repeats);
	const contradicting = good
		.slice(700, 701)
		.map((row) => ({ ...row, Merchant: 'Somebody Else', MCC: '5999' }));
	return [...spread([...wrong, ...contradicting], good), ...repeated];
}
