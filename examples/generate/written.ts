import { DateTime } from 'luxon';
import type { Dice } from './random';

const FIRST_DAY = DateTime.utc(2026, 2, 2);
/** Spreadsheets count days from 1899-12-30. */
const DAY_ZERO = DateTime.utc(1899, 12, 30);

/** An amount as one finds it in a sheet: with a dollar sign, with thousands separators, or bare. */
export function writtenAmount(cents: number, dice: Dice): string {
	const dollars = String(Math.floor(cents / 100));
	const grouped = dollars.replace(/\B(?=(\d{3})+$)/g, ',');
	const decimals = String(cents % 100).padStart(2, '0');
	const bare = `${dollars}.${decimals}`;
	return dice.pick([bare, bare, bare, `$${grouped}.${decimals}`, `${grouped}.${decimals}`, ` $${bare} `]);
}

/** A day as one finds it in a sheet: in one of the American ways, or as the number that a spreadsheet keeps. */
export function writtenDay(day: number, dice: Dice): string {
	const date = FIRST_DAY.plus({ days: day });
	const format = dice.pick(['MM/dd/yyyy', 'M/d/yyyy', 'M/d/yy', 'yyyy-MM-dd', 'serial']);
	return format === 'serial' ? String(date.diff(DAY_ZERO, 'days').days) : date.toFormat(format);
}

/** A day with a time of day. */
export function writtenMinute(day: number, minute: number, dice: Dice): string {
	const time = FIRST_DAY.plus({ days: day, minutes: minute });
	const format = dice.pick(['M/d/yyyy H:mm', 'MM/dd/yyyy hh:mm a', 'yyyy-MM-dd HH:mm:ss', 'serial']);
	return format === 'serial' ? time.diff(DAY_ZERO, 'days').days.toFixed(6) : time.toFormat(format);
}
