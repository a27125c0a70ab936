/** A row of a sheet: the text of each cell by the name of its column. */
export type Row<Column extends string = string> = Readonly<Record<Column, string>>;

function written(cell: string): string {
	return /[",\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A sheet as a CSV file (RFC 4180, with line feeds). */
export function toCsv<Column extends string>(
	columns: readonly Column[],
	rows: readonly Row<Column>[],
): string {
	const lines = rows.map((row) => columns.map((column) => written(row[column])).join(','));
	return [columns.map(written).join(','), ...lines, ''].join('\n');
}
