import type { BenchContext, Line, Question } from '../measure/question';
import { shown, withSpread } from '../measure/sides';
import { compare, ratioOf } from './measured';
import type { SheetName } from './task';

/** A sheet that is compared, what to call it, and how many times the hand-written CPU time it may take. */
interface Compared {
	readonly sheet: SheetName;
	readonly name: string;
	readonly most: number;
}

/** Compares the CPU time of sheets without any latency. */
async function compareCpu(
	{ rows, runs, startKard }: BenchContext,
	sheets: readonly Compared[],
): Promise<readonly Line[]> {
	const kard = await startKard();
	const lines: Line[] = [];
	for (const { sheet, name, most } of sheets) {
		const { ours, floor } = await compare(kard, { sheet, rows }, runs);
		const one = ours.map(({ cpuMs }) => cpuMs);
		const other = floor.map(({ cpuMs }) => cpuMs);
		const figure = ratioOf(one, other);
		lines.push({
			cells: [name, shown(rows), withSpread(one), withSpread(other), `${shown(figure, 2)} ×`],
			reached: {
				figure,
				aim: { most, unit: ' × by hand' },
				leastCpuRatio: Math.min(...one) / Math.min(...other),
			},
		});
	}
	return lines;
}

const columns = ['Rows', 'Count', 'Client, ms of CPU', 'By hand, ms of CPU', 'Ratio'];

/** What the client costs beside hand-written batches, where the rows are in Kard's own terms. */
export const cpu: Question = {
	name: 'cpu',
	title: 'CPU time, no latency',
	how:
		'Each side sends the same rows in the same requests, each time in a fresh process and after a first call with 20 ' +
		'rows; CPU time of all threads, user and system; median (least–most). Rows are in the terms of Kard; events have no ' +
		'ID, so that both sides derive it, and both hash the emails of users.',
	columns,
	isInCheck: true,
	run: async (context) =>
		await compareCpu(context, [
			{ sheet: 'transactions', name: 'Transactions', most: 2 },
			{ sheet: 'users', name: 'Users', most: 1.25 },
		]),
};

/** The same for sheets as people keep them. */
export const messySheet: Question = {
	name: 'sheet',
	title: 'CPU time of a messy sheet',
	how:
		'As above, for sheets with everyday headings, amounts in dollars and dates without a zone. The client finds the ' +
		'fields by their headings, as in n8n; by hand, exactly these headings and forms are read and no others.',
	columns,
	isInCheck: true,
	run: async (context) =>
		await compareCpu(context, [
			{ sheet: 'sheetTransactions', name: 'Transactions', most: 3 },
			{ sheet: 'sheetUsers', name: 'Users', most: 3 },
		]),
};
