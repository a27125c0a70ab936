import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { z } from 'zod/v4';
import type { Question } from '../measure/question';
import { median, shown, withSpread } from '../measure/sides';
import { compile, inFreshProcess } from '../process/freshProcess';
import { loadingAnswer } from './loadingTask';

const APP = join(__dirname, '..', '..', '..', 'zapier');
const DIST = join(APP, 'dist');
const ACTION = ['creates', 'submit_transactions', 'operation', 'perform'];
const KILOBYTE = 1_000;

async function builtKilobytes(): Promise<number> {
	await promisify(execFile)('npm', ['run', '_zapier-build'], { cwd: APP });
	const files = await readdir(DIST);
	const sizes = await Promise.all(files.map(async (name) => (await stat(join(DIST, name))).size));
	return sizes.reduce((sum, size) => sum + size, 0) / KILOBYTE;
}

type Time = z.infer<typeof loadingAnswer>['start'];

function cellsOf(times: readonly Time[]): readonly string[] {
	return [times.map(({ wallMs }) => wallMs), times.map(({ cpuMs }) => cpuMs)].map((all) =>
		withSpread(all, 1),
	);
}

/** How large the app is, and what it costs each process in which Zapier runs a step. */
export const loading: Question = {
	name: 'zapier-loading',
	title: 'The app for Zapier as it is built',
	how:
		"The size of all that the build writes, and the time to load it in a fresh process that has loaded Zapier's core: first " +
		'what Zapier loads of every app, then what the first run of an action adds. Median (least–most).',
	columns: ['What', 'kB', 'ms', 'ms of CPU'],
	run: async ({ runs }) => {
		const size = await builtKilobytes();
		const script = await compile('test/bench/zapier/loading.process.ts');
		const found = [];
		for (let run = 0; run < runs; run += 1) {
			found.push(await inFreshProcess(script, { app: APP, action: ACTION }, loadingAnswer));
		}
		const starts = found.map(({ start }) => start);
		const startCpu = median(starts.map(({ cpuMs }) => cpuMs));
		return [
			{
				cells: ['Size', shown(size), '', ''],
				reached: { figure: size, aim: { most: 500, unit: ' kB' } },
			},
			{
				cells: ['Loading', '', ...cellsOf(starts)],
				reached: { figure: startCpu, aim: { most: 50, unit: ' ms of CPU' } },
			},
			{ cells: ['The first run, on top', '', ...cellsOf(found.map(({ firstStep }) => firstStep))] },
		];
	},
};
