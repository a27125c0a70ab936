/**
 * Rows by their numbers, in words: `row 4`, `rows 1 to 3, 5`.
 * @param rows the numbers from one, in ascending order
 */
export function rowRanges(rows: readonly number[]): string {
	const ranges: { first: number; last: number }[] = [];
	for (const row of rows) {
		const range = ranges.at(-1);
		if (range?.last === row - 1) range.last = row;
		else ranges.push({ first: row, last: row });
	}
	const words = ranges.map(({ first, last }) =>
		first === last ? String(first) : `${String(first)} to ${String(last)}`,
	);
	return `${rows.length === 1 ? 'row' : 'rows'} ${words.join(', ')}`;
}
