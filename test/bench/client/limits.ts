import type { Line, Question } from '../measure/question';
import { measureSides, median, shown, withSpread } from '../measure/sides';
import { limitOf } from './measured';

const LIMITS = [
	['JSON', 'JSON.stringify of the same bodies'],
	['SHA-256', 'SHA-256, once for each row'],
	['zod', 'zod, which checks the same rows'],
] as const;

/** What cannot be left out, or what is often thought to be the limit. */
export const limits: Question = {
	name: 'limits',
	title: 'Physical limits',
	how:
		'CPU time of single parts of the work, for the same rows: each in a fresh process, after a first call with 100 rows, ' +
		'without any request.',
	columns: ['Rows', 'Count', 'Part', 'ms of CPU', 'µs a row'],
	run: async ({ rows, runs }) => {
		const lines: Line[] = [];
		for (const [sheet, name] of [
			['transactions', 'Transactions'],
			['users', 'Users'],
		] as const) {
			for (const [limit, part] of LIMITS) {
				const { measured } = await measureSides({ measured: () => limitOf(limit, sheet, rows) }, runs);
				const cpuMs = measured.map((time) => time.cpuMs);
				const each = shown((1_000 * median(cpuMs)) / rows, 1);
				lines.push({ cells: [name, shown(rows), part, withSpread(cpuMs, 1), each] });
			}
		}
		return lines;
	},
};
