import type { CellSettings } from '../fields/kind';

/** How the rows of a sheet are read. */
export interface RowSettings extends CellSettings {
	/** Values for cells that are empty or columns that are missing, by column key. */
	readonly defaults: Readonly<Record<string, unknown>>;
	/** Whether an optional cell that cannot be read fails its row, instead of being left out with a note. */
	readonly strict: boolean;
	/** Whether words such as `N/A` are values like all others. In a sheet, they mean an empty cell. */
	readonly literal?: boolean | undefined;
}

/** What holds where the caller says nothing. Amounts are in cents, and only the hash of an email is sent. */
export const usualRowSettings: RowSettings = {
	amounts: 'cents',
	dateOrder: 'MDY',
	timeZone: 'UTC',
	email: 'hash',
	numberFormat: 'point',
	strict: false,
	defaults: {},
};

/** The settings that a caller may name; the usual ones hold for the rest. */
export type RowChoices = {
	readonly [Name in Exclude<keyof RowSettings, 'now' | 'literal'>]?: RowSettings[Name] | undefined;
};

/**
 * The settings that hold, with the usual ones where the caller says nothing.
 * @param now the time now, in milliseconds since 1970-01-01 UTC; without it, no date is in the future
 */
export function settingsOf(given: RowChoices, now?: number): RowSettings {
	return {
		now,
		numberFormat: given.numberFormat ?? usualRowSettings.numberFormat,
		strict: given.strict ?? usualRowSettings.strict,
		amounts: given.amounts ?? usualRowSettings.amounts,
		dateOrder: given.dateOrder ?? usualRowSettings.dateOrder,
		timeZone: given.timeZone ?? usualRowSettings.timeZone,
		email: given.email ?? usualRowSettings.email,
		defaults: given.defaults ?? usualRowSettings.defaults,
	};
}
