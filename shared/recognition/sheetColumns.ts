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
