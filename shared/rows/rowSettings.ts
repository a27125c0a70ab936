import type { DateOrder } from '../fields/dates';

/** How the cells of a sheet are to be understood, and what of an email leaves for Kard. */
export interface RowSettings {
	/** Whether amounts are written in cents (1999) or in dollars (19.99). */
	readonly amounts: 'cents' | 'dollars';
	/** How dates such as 03/04/2026 are written. */
	readonly dateOrder: DateOrder;
	/** The time zone of dates that name none, such as `America/New_York`. */
	readonly timeZone: string;
	/** What is sent of an email: its hash, the hash and the address, or the address alone. */
	readonly email: 'hash' | 'hashAndAddress' | 'address';
	/** Values for cells that are empty or columns that are missing, by column key. */
	readonly defaults: Readonly<Record<string, unknown>>;
}

/** What holds where the caller says nothing. Amounts are in cents, and only the hash of an email is sent. */
export const usualRowSettings: RowSettings = {
	amounts: 'cents',
	dateOrder: 'MDY',
	timeZone: 'UTC',
	email: 'hash',
	defaults: {},
};

/** The settings that a caller may name; the usual ones hold for the rest. */
export type RowChoices = { readonly [Name in keyof RowSettings]?: RowSettings[Name] | undefined };

/** The settings that hold, with the usual ones where the caller says nothing. */
export function settingsOf(given: RowChoices): RowSettings {
	return {
		amounts: given.amounts ?? usualRowSettings.amounts,
		dateOrder: given.dateOrder ?? usualRowSettings.dateOrder,
		timeZone: given.timeZone ?? usualRowSettings.timeZone,
		email: given.email ?? usualRowSettings.email,
		defaults: given.defaults ?? usualRowSettings.defaults,
	};
}
