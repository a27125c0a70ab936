import type { Line, Question } from '../measure/question';
import { shown, withSpread } from '../measure/sides';
import { compare, ratioOf } from './measured';

const LATENCY_MS = 50;

/** How long a person waits for the client beside hand-written batches, where every response takes its time. */
export const wall: Question = {
	name: 'wall',
	title: `Time at ${String(LATENCY_MS)} ms for each response`,
	how:
		'The same, by the clock: every response waits 50 ms. The hand-written side sends its first request alone, as the ' +
		'client does, so that wrong credentials cost one request.',
	columns: ['Rows', 'Count', 'Client, ms', 'By hand, ms', 'Ratio'],
	run: async ({ rows, runs, startKard }) => {
		const kard = await startKard({ latencyMs: LATENCY_MS });
		const lines: Line[] = [];
		for (const [sheet, name, most] of [
			['transactions', 'Transactions', 1.15],
			['users', 'Users', 1.05],
		] as const) {
			const { ours, floor } = await compare(kard, { sheet, rows, firstAlone: true }, runs);
			const one = ours.map(({ wallMs }) => wallMs);
			const other = floor.map(({ wallMs }) => wallMs);
			const figure = ratioOf(one, other);
			lines.push({
				cells: [name, shown(rows), withSpread(one), withSpread(other), `${shown(figure, 2)} ×`],
				reached: { figure, aim: { most, unit: ' × by hand' } },
			});
		}
		return lines;
	},
};
