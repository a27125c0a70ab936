import { isDeepStrictEqual } from 'node:util';
import { dependencies } from '../../../zapier/package.json';
import type { FakeKard, Report } from '../kard/fakeKard';
import type { Line, Question } from '../measure/question';
import { measureSides, median, shown, withSpread } from '../measure/sides';
import { compile, inFreshProcess } from '../process/freshProcess';
import { stepAnswer, type StepTask } from './stepTask';

const LATENCY_MS = 50;
/** What our step takes at most; more is refused. */
const MOST_LINES = 8_500;

async function compare(kard: FakeKard, lines: number, runs: number) {
	const { baseUrl, credentials } = kard;
	const script = await compile('test/bench/zapier/step.process.ts');
	const sent = new Map<StepTask['side'], Report>();
	const side = (name: StepTask['side']) => async () => {
		await kard.reset({ latencyMs: LATENCY_MS });
		const task: StepTask = { side: name, lines, connection: { baseUrl, ...credentials } };
		const answer = await inFreshProcess(script, task, stepAnswer);
		if (answer.accepted !== lines)
			throw new Error(`${String(answer.accepted)} lines were accepted (${name}).`);
		if (!sent.has(name)) sent.set(name, await kard.report({ withRows: true }));
		return answer;
	};
	const measured = await measureSides({ ours: side('ours'), floor: side('floor') }, runs);
	if (!isDeepStrictEqual(sent.get('ours'), sent.get('floor'))) {
		throw new Error('The app and the hand-written create do not send the same.');
	}
	return measured;
}

/** How long a step of a Zap takes beside one that is written by hand. */
export const step: Question = {
	name: 'zapier',
	title: 'Line items in a step of Zapier',
	how:
		"The same line items in the same requests, in Zapier's own core, each time in a fresh process and after a first step " +
		`with 20 lines; every response waits ${String(LATENCY_MS)} ms. By hand: a create that sends batches of 500 with ` +
		'`z.request`, four at once, and tells of every line.',
	columns: ['What', 'Lines', 'Our app, ms', 'By hand, ms', 'Ratio'],
	run: async ({ rows, runs, startKard, noteVersion }) => {
		noteVersion(`zapier-platform-core ${dependencies['zapier-platform-core']}`);
		const lines = Math.min(rows, MOST_LINES);
		const { ours, floor } = await compare(await startKard(), lines, runs);
		const table: Line[] = [];
		for (const [name, measure] of [
			['Time', 'wallMs'],
			['CPU time', 'cpuMs'],
		] as const) {
			const one = ours.map((answer) => answer[measure]);
			const other = floor.map((answer) => answer[measure]);
			const figure = median(one) / median(other);
			table.push({
				cells: [name, shown(lines), withSpread(one), withSpread(other), `${shown(figure, 2)} ×`],
				reached: { figure, aim: { most: 1.5, unit: ' × by hand' } },
			});
		}
		return table;
	},
};
