import type { Column } from '../fields/columns';
import { settingsOf, type RowChoices } from '../rows/rowSettings';
import { fieldFinder } from './candidates';
import { cellAt, cellTaker } from './cellTaker';
import { isFilled, type Claim } from './claims';
import { dateFiller } from './dateFiller';
import { amountOf, type DebitAndCredit } from './debitAndCredit';
import { headingUnit, type HeadingUnit } from './headingUnit';
import { settle } from './settle';
import type { RecognizedColumn, SheetColumns } from './sheetColumns';
import { sheetHeadings, type SheetHeading } from './sheetHeadings';
import { usedColumns } from './usedColumns';

const nameOf = ({ path }: SheetHeading) => path.join('.');

/** What is said of each heading. */
function outcomes(
	headings: readonly SheetHeading[],
	fields: ReadonlyMap<SheetHeading, string>,
	unclear: ReadonlyMap<SheetHeading, readonly string[]>,
): RecognizedColumn[] {
	return headings.map((one) => {
		const [heading, field, candidates] = [nameOf(one), fields.get(one), unclear.get(one)];
		if (field !== undefined) return { heading, outcome: 'recognized', field };
		return candidates ? { heading, outcome: 'unclear', candidates } : { heading, outcome: 'not sent' };
	});
}

/** What the headings of amounts say of their cells. */
function unitsOf(headings: readonly SheetHeading[]): (HeadingUnit & { readonly heading: string })[] {
	return headings.map((one) => ({ heading: nameOf(one), ...headingUnit(one.path.at(-1) ?? '') }));
}

/** Takes what two columns say of the amount together, for sheets that have it in two. */
function amountTaker(
	amounts: DebitAndCredit | undefined,
): (row: object) => Readonly<Record<string, unknown>> {
	if (amounts === undefined) return () => ({});
	const { debit, credit } = amounts;
	return (row) => amountOf(cellAt(row, debit.path), cellAt(row, credit.path));
}

function isAmount({ candidate }: Claim): boolean {
	return candidate.column.input === 'amount';
}

/**
 * Finds out which column of a sheet is which field, by the words of the headings and by what stands in the first rows. A
 * heading that could be several fields, and whose cells do not tell, is none of them.
 * @param choices how cells are read, and the values for all rows
 */
export function readColumns(
	columns: readonly Column[],
	rows: readonly object[],
	choices: RowChoices = {},
): SheetColumns {
	const settings = settingsOf(choices);
	const headings = sheetHeadings(rows);
	const { claims, unclear, anyDate, amounts } = settle(columns, headings, fieldFinder(columns), settings);
	const used = usedColumns(claims, rows);
	const inTwo = amounts ? [amounts.debit, amounts.credit] : [];
	const fields = new Map([
		...used.map(({ heading, candidate }) => [heading, candidate.column.key] as const),
		...inTwo.map((heading) => [heading, 'amount'] as const),
	]);

	const units = unitsOf([...used.filter(isAmount).map(({ heading }) => heading), ...inTwo]);
	const stated = units.find(({ unit }) => unit !== undefined);
	const hasCurrency = claims.has('currency') || !columns.some(({ key }) => key === 'currency');
	const named = units.find((one) => one.currency !== undefined);
	const currency = hasCurrency || !named ? {} : { currency: named.currency };
	const keys = used.filter(isFilled).map(({ candidate }) => candidate.column.key);
	const fillDates = dateFiller(columns, keys, settings, anyDate);
	const [take, takeAmount] = [cellTaker(used), amountTaker(amounts)];
	// A copy of every row takes as long as all else.
	const hasMore = 'currency' in currency || amounts !== undefined;
	return {
		columns: outcomes(headings, fields, unclear),
		fieldsOf: hasMore
			? (row) => ({ ...currency, ...takeAmount(row), ...fillDates(take(row)) })
			: (row) => fillDates(take(row)),
		...(stated?.unit && { statedUnit: { heading: stated.heading, unit: stated.unit } }),
	};
}
