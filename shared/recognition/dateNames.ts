import type { Column } from '../fields/columns';

/** Headings of a date that do not say which one it is. It serves as whichever date a row needs. */
export const GENERIC_DATES: readonly string[] = [
	'transaction date',
	'transaction time',
	'date',
	'event date',
	'payment date',
	'charge date',
	'sale date',
];

/** Headings of a date that may be about something else. One of them serves where a sheet has no other date. */
export const DOUBTFUL_DATES: readonly string[] = [
	'created',
	'created date',
	'time',
	'effective date',
	'value date',
	'processed date',
	'entry date',
];

/** The fields that a date without a name of its own goes to, the first that there is. */
const FIELDS: readonly string[] = ['transactionDate', 'authorizationDate', 'settledDate'];

/** The fields for the date of a purchase, with the one first that takes dates without a name of their own. */
export function purchaseDates(columns: readonly Column[]): readonly Column[] {
	return FIELDS.flatMap((name) => columns.find(({ key }) => key === name) ?? []);
}
