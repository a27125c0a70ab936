import type { Line, Question } from '../measure/question';
import { measureSides, median, shown } from '../measure/sides';
import { send } from './measured';
import { TYPED_SHEETS } from './task';

/** How the size of a sheet grows, beside the usual number of rows. */
const SIZES = [0.1, 1, 3, 10] as const;

/** Whether a row costs the same in a long list as in a short one. */
export const growth: Question = {
	name: 'growth',
	title: 'CPU time of a row, from short lists to long ones',
	how:
		'CPU time of the client for lists of four lengths, each in a fresh process; of each length, what the rows cost that ' +
		'the length before does not have, so that loading and compiling are left out. The aim compares the last rows with ' +
		'the first ones after the shortest list.',
	columns: ['Rows', 'From', 'To', 'µs of CPU a row', 'Ratio'],
	run: async ({ rows, runs, startKard }) => {
		const kard = await startKard();
		const lines: Line[] = [];
		for (const [sheet, name] of TYPED_SHEETS) {
			const sizes = SIZES.map((times) => Math.round(rows * times));
			const cpuOf = (size: number) => async () => {
				await kard.reset();
				return (await send(kard, 'ours', { sheet, rows: size })).cpuMs;
			};
			const sides = Object.fromEntries(sizes.map((size) => [String(size), cpuOf(size)]));
			const measured = await measureSides(sides, runs);
			const medians = sizes.map((size) => median(measured[String(size)] ?? []));
			lines.push(...stretches(name, sizes, medians));
		}
		return lines;
	},
};

function stretches(name: string, sizes: readonly number[], medians: readonly number[]): Line[] {
	const costs = sizes.map((size, place) => {
		const [before, cpuBefore] = [sizes[place - 1] ?? 0, medians[place - 1] ?? 0];
		return {
			from: before + 1,
			to: size,
			cost: (1_000 * ((medians[place] ?? NaN) - cpuBefore)) / (size - before),
		};
	});
	const first = costs[1]?.cost ?? NaN;
	return costs.map(({ from, to, cost }, place) => {
		const cells = [name, shown(from), shown(to), shown(cost, 1)];
		if (place < costs.length - 1) return { cells: [...cells, ''] };
		const figure = cost / first;
		const aim = { most: 1.2, unit: ' × the first' };
		return { cells: [...cells, `${shown(figure, 2)} ×`], reached: { figure, aim } };
	});
}
