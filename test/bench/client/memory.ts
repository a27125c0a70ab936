import type { Line, Question } from '../measure/question';
import { measureSides, median, shown, withSpread } from '../measure/sides';
import { memoryOf } from './measured';

/** How many times the usual number of rows is sent. */
const TIMES = 10;

/** What a run holds in memory beside the rows. */
export const memory: Question = {
	name: 'memory',
	title: 'Live heap beside the rows',
	how:
		'What is in use above the rows themselves when all garbage is collected: at the end, which is the result, and the ' +
		'most of ten looks on the way, with the plan and the requests under way. Each time in a fresh process.',
	columns: ['Rows', 'Count', 'At most, bytes a row', 'Result, bytes a row'],
	run: async ({ rows, runs, startKard }) => {
		const kard = await startKard();
		const count = rows * TIMES;
		const lines: Line[] = [];
		for (const [sheet, name] of [
			['identifiedTransactions', 'Transactions with IDs of their own'],
			['transactions', 'Transactions whose IDs are derived'],
			['users', 'Users'],
		] as const) {
			const look = async () => {
				await kard.reset();
				return await memoryOf(kard, sheet, count);
			};
			const { looks } = await measureSides({ looks: look }, runs);
			const most = looks.map((look) => look.most / count);
			const result = looks.map((look) => look.result / count);
			lines.push({
				cells: [name, shown(count), withSpread(most), withSpread(result)],
				reached: { figure: median(result), aim: { most: 100, unit: ' bytes a row' } },
			});
		}
		return lines;
	},
};
