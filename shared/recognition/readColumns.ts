import { isBlank } from '../fields/cell';
import type { Column } from '../fields/columns';
import { own } from '../rows/cells';
import { settingsOf, type RowChoices } from '../rows/rowSettings';
import { fieldFinder } from './candidates';
import { dateFiller } from './dateFiller';
import { headingUnit, type HeadingUnit } from './headingUnit';
import { isFilled, type Claim } from './claims';
import { settle } from './settle';
import { sheetHeadings, type SheetHeading } from './sheetHeadings';

/** What became of one column of a sheet. */
export interface RecognizedColumn {
	/** Its heading; inside objects, the names that lead there, with dots between them. */
	readonly heading: string;
	readonly outcome: 'recognized' | 'not sent' | 'unclear';
	/** The key of the field that it is, where it was recognized. */
	readonly field?: string;
	/** The keys of the fields that it could be, where that is unclear. */
	readonly candidates?: readonly string[];
}

/** The columns of a sheet, as they are understood. */
export interface SheetColumns {
	/** One for each heading, in their order. */
	readonly columns: readonly RecognizedColumn[];
	/** Takes the fields out of one row, by the keys of their columns. */
	readonly fieldsOf: (row: object) => Record<string, unknown>;
	/** What the heading of an amount says of its unit. */
	readonly statedUnit?: { readonly heading: string; readonly unit: 'cents' | 'dollars' };
}

/** Fields that another column of the same meaning may fill in where a cell is empty; ids, dates and amounts are not. */
function mayFillIn({ column }: Claim['candidate']): boolean {
	return column.input !== 'date' && column.input !== 'amount' && !/(?:^id|I[dD])$/.test(column.key);
}

function cellAt(row: object, [name = '', ...inside]: readonly string[]): unknown {
	return inside.reduce<unknown>((cells, one) => own(cells, one), own(row, name));
}

/** The columns that fill in a field: the one that fits best, and those whose names say the same that ever have to. */
function used([first, ...others]: readonly Claim[], rows: readonly object[]): readonly Claim[] {
	if (first === undefined) return [];
	if (!mayFillIn(first.candidate)) return [first];
	const chosen = [first];
	for (const other of others) {
		if (other.candidate.needsCells) continue;
		const isNeeded = rows.some(
			(row) =>
				chosen.every(({ heading }) => isBlank(cellAt(row, heading.path))) &&
				!isBlank(cellAt(row, other.heading.path)),
		);
		if (isNeeded) chosen.push(other);
	}
	return chosen;
}

interface Taken {
	readonly name: string;
	readonly path: readonly string[];
	readonly key: string;
}

/** Takes the cells of the recognized columns out of a row, and leaves out the empty ones. */
function cellTaker(taken: readonly Taken[]): (row: object) => Record<string, unknown> {
	const isFlat = taken.every(({ path: { length }, name }) => length === 1 && !(name in Object.prototype));
	const cellOf = isFlat
		? (row: Readonly<Record<string, unknown>>, { name }: Taken) => row[name]
		: (row: object, { path }: Taken) => cellAt(row, path);
	return (row) => {
		const fields: Record<string, unknown> = {};
		for (const one of taken) {
			const cell = cellOf(row as Readonly<Record<string, unknown>>, one);
			if (!isBlank(cell) && fields[one.key] === undefined) fields[one.key] = cell;
		}
		return fields;
	};
}

const inWords = ({ path }: SheetHeading) => path.join('.');

/**
 * Finds out which column of a sheet is which field, by the words of the headings and by what stands in the first rows. A
 * heading that could be several fields, and whose cells do not tell, is none of them.
 * @param settings how cells are read, and the values for all rows
 */
export function readColumns(
	columns: readonly Column[],
	rows: readonly object[],
	settings: RowChoices = {},
): SheetColumns {
	const all = settingsOf(settings);
	const headings = sheetHeadings(rows);
	const { claims, unclear, anyDate } = settle(columns, headings, fieldFinder(columns), all);
	const byField = [...claims.values()].map((some) => used(some, rows));
	const fieldOf = new Map(
		byField.flat().map(({ heading, candidate }) => [heading, candidate.column.key] as const),
	);
	const outcomes = headings.map((heading): RecognizedColumn => {
		const [field, candidates] = [fieldOf.get(heading), unclear.get(heading)];
		if (field !== undefined) return { heading: inWords(heading), outcome: 'recognized', field };
		if (candidates !== undefined) return { heading: inWords(heading), outcome: 'unclear', candidates };
		return { heading: inWords(heading), outcome: 'not sent' };
	});

	const units = byField.flatMap(([first]) =>
		first?.candidate.column.input === 'amount'
			? [{ heading: inWords(first.heading), ...headingUnit(first.heading.path.at(-1) ?? '') }]
			: [],
	);
	const stated = units.find(({ unit }) => unit !== undefined);
	const take = cellTaker(
		byField.flat().map(({ heading: { path }, candidate }) => ({
			name: path[0] ?? '',
			path,
			key: candidate.column.key,
		})),
	);
	const filled = byField.filter(([first]) => first && isFilled(first));
	const keys = filled.flatMap(([first]) => first?.candidate.column.key ?? []);
	const fillDates = dateFiller(columns, keys, all, anyDate);
	const currency = claims.has('currency') ? undefined : currencyOf(columns, units);
	return {
		columns: outcomes,
		fieldsOf: (row) => {
			const fields = fillDates(take(row));
			if (currency !== undefined) fields.currency = currency;
			return fields;
		},
		...(stated?.unit && { statedUnit: { heading: stated.heading, unit: stated.unit } }),
	};
}

function currencyOf(columns: readonly Column[], units: readonly HeadingUnit[]): string | undefined {
	const hasField = columns.some(({ key }) => key === 'currency');
	return hasField ? units.find(({ currency }) => currency !== undefined)?.currency : undefined;
}
