import omit from 'lodash/omit';
import { dateFieldOf } from '../catalogue/transactions/rules';
import { isBlank } from '../fields/cell';
import type { Column } from '../fields/columns';
import type { Fields } from '../json';
import type { RowSettings } from '../rows/rowSettings';
import { purchaseDates } from './dateNames';

/** So many different words for a status are remembered. */
const MOST_STATUSES = 1_000;

/** Tells the date fields that a row needs. */
function neededDates(
	columns: readonly Column[],
	dates: readonly Column[],
	settings: RowSettings,
): (fields: Fields) => readonly string[] {
	const required = dates.filter(({ required }) => required).map(({ key }) => key);
	const status = columns.find(({ key }) => key === 'status');
	if (required.length > 0 || status === undefined) return () => required;
	const known = new Map<unknown, readonly string[]>();
	return ({ status: cell }) => {
		const stated = isBlank(cell) ? settings.defaults.status : cell;
		const before = known.get(stated);
		if (before) return before;
		const reading = status.read(stated, settings);
		const needed = reading.ok ? [dateFieldOf(reading.value)] : [];
		if (known.size < MOST_STATUSES) known.set(stated, needed);
		return needed;
	};
}

/**
 * Makes one date enough: where a sheet has none for the date that the status of a row needs, the one date that it has,
 * or the one without a name of its own (`Date`, `Transaction Date`), becomes that date. Where every date has a column,
 * an empty cell stays empty.
 * @param keysInUse the keys of the fields that a column of the sheet is mapped to
 * @param anyDate the key of the date without a name of its own, where it is known
 */
export function dateFiller(
	columns: readonly Column[],
	keysInUse: Iterable<string>,
	settings: RowSettings,
	anyDate = 'transactionDate',
): (fields: Fields) => Record<string, unknown> {
	const dates = purchaseDates(columns);
	const used = new Set(keysInUse);
	const inUse = dates.filter(({ key }) => used.has(key));
	const source = inUse.length === 1 ? inUse[0] : inUse.find(({ key }) => key === anyDate);
	if (source === undefined || inUse.length === dates.length) return (fields) => fields;
	const needs = neededDates(columns, dates, settings);
	return (fields) => {
		const date = fields[source.key];
		if (isBlank(date)) return fields;
		const needed = needs(fields);
		const missing = needed.filter((key) => !used.has(key) && isBlank(fields[key]));
		if (missing.length === 0) return fields;
		const filled = { ...fields, ...Object.fromEntries(missing.map((key) => [key, date])) };
		return needed.includes(source.key) ? filled : omit(filled, source.key);
	};
}
