import type { CellSettings } from '../fields/kind';

/** How the rows of a sheet are read. */
export interface RowSettings extends CellSettings {
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
