import Table from 'cli-table3';
import type { Aim, Line, Question } from '../measure/question';

/** How far beyond its aim the ratio of the least CPU times must be before it is no noise. */
const NOISE = 2;

function isMet(figure: number, { most = Infinity, least = -Infinity }: Aim): boolean {
	return figure <= most && figure >= least;
}

/** Whether a ratio of CPU time is so far beyond its aim that noise does not explain it. */
export function isFarOff({ reached }: Line): boolean {
	if (reached?.leastCpuRatio === undefined) return false;
	const { leastCpuRatio, aim } = reached;
	return !isMet(leastCpuRatio, {
		...aim,
		most: (aim.most ?? Infinity) * NOISE,
		least: (aim.least ?? 0) / NOISE,
	});
}

function aimCells({ reached }: Line): readonly [string, string] {
	if (reached === undefined) return ['', ''];
	const { figure, aim } = reached;
	const sign = aim.most === undefined ? '≥' : '≤';
	return [`${sign} ${String(aim.most ?? aim.least)}${aim.unit}`, isMet(figure, aim) ? 'yes' : 'no'];
}

/**
 * The answer to a question, row by row: the names of the columns, then the cells of each line. Columns of the aim are
 * added where any line has one.
 */
export function gridOf(
	{ columns }: Question,
	lines: readonly Line[],
): [readonly string[], ...(readonly string[])[]] {
	const hasAims = lines.some(({ reached }) => reached !== undefined);
	if (!hasAims) return [columns, ...lines.map(({ cells }) => cells)];
	return [[...columns, 'Aim', 'Met'], ...lines.map((line) => [...line.cells, ...aimCells(line)])];
}

/** The answer to a question as a table for the terminal. */
export function tableOf(question: Question, lines: readonly Line[]): string {
	const [head, ...rows] = gridOf(question, lines);
	const table = new Table({
		head: [...head],
		colAligns: head.map((_, place) => (place === 0 ? 'left' : 'right')),
		style: { head: [], border: [], compact: true },
	});
	for (const row of rows) table.push([...row]);
	return table.toString();
}
