import type { FakeKard } from '../kard/fakeKard';
import type { Line, Question } from '../measure/question';
import { measureSides, shown, withSpread } from '../measure/sides';
import { ratioOf, send } from './measured';
import { TYPED_SHEETS, type SheetName } from './task';

async function cpuOf(kard: FakeKard, sheet: SheetName, rows: number, refusesRows: boolean): Promise<number> {
	await kard.reset({ refusesRows });
	const { cpuMs, failed } = await send(kard, 'ours', { sheet, rows });
	const expected = refusesRows ? rows : 0;
	if (failed !== expected) throw new Error(`${String(failed)} rows failed, and not ${String(expected)}.`);
	return cpuMs;
}

/** What it costs to say of every row why Kard refused it. */
export const refused: Question = {
	name: 'refused',
	title: 'All rows refused',
	how:
		'CPU time of the client where Kard refuses every row, each with an error of its own (207), beside the same rows ' +
		'where Kard takes them; no latency.',
	columns: ['Rows', 'Count', 'Refused, ms of CPU', 'Taken, ms of CPU', 'Ratio'],
	isInCheck: true,
	run: async ({ rows, runs, startKard }) => {
		const kard = await startKard();
		const lines: Line[] = [];
		for (const [sheet, name] of TYPED_SHEETS) {
			const side = (refusesRows: boolean) => async () => await cpuOf(kard, sheet, rows, refusesRows);
			const { all, none } = await measureSides({ all: side(true), none: side(false) }, runs);
			const figure = ratioOf(all, none);
			lines.push({
				cells: [name, shown(rows), withSpread(all), withSpread(none), `${shown(figure, 2)} ×`],
				reached: {
					figure,
					aim: { most: 2, unit: ' × taken' },
					leastCpuRatio: Math.min(...all) / Math.min(...none),
				},
			});
		}
		return lines;
	},
};
