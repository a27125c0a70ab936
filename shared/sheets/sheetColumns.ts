import { normalizedName, type Column } from '../fields/columns';
import { columnMatcher } from '../rows/matchColumns';

/** What became of one column of a sheet. */
export interface RecognizedColumn {
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

/** Finds out which column of a sheet is which field. */
export function readColumns(columns: readonly Column[], rows: readonly object[]): SheetColumns {
	const fieldsOf = columnMatcher(columns);
	const headings = new Set(rows.flatMap((row) => Object.keys(row)));
	const keys = new Map(
		columns.flatMap(({ key, title, path, recognizedBy = [] }) =>
			[key, title, path.join(' '), ...recognizedBy].map((name) => [normalizedName(name), key] as const),
		),
	);
	const outcomes = Array.from(headings, (heading): RecognizedColumn => {
		const field = keys.get(normalizedName(heading));
		return field === undefined ? { heading, outcome: 'not sent' } : { heading, outcome: 'recognized', field };
	});
	return { columns: outcomes, fieldsOf };
}
