/**
 * What reading one cell of a spreadsheet gives: the value Kard takes, or what is wrong with the cell.
 *
 * `problem` completes the sentence "Row 3, Amount: …". It says what was expected and how to mend it, in plain
 * words, and never repeats the cell where the cell could hold personal or card data.
 */
export type Reading<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly problem: string };

/** A cell that was understood. */
export function ok<T>(value: T): Reading<T> {
	return { ok: true, value };
}

/** A cell that was refused, with the reason and the remedy. */
export function err(problem: string): Reading<never> {
	return { ok: false, problem };
}
