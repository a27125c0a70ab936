import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { n8n as listed } from '../../../package.json';
import type { Question } from '../measure/question';
import { median, withSpread } from '../measure/sides';
import { compile, inFreshProcess } from '../process/freshProcess';
import { loadingTime } from './loadingTask';

const ROOT = join(__dirname, '..', '..', '..');

/** What the package costs each start of n8n and of each of its workers. */
export const loading: Question = {
	name: 'n8n-loading',
	title: 'Loading the nodes and credentials',
	how:
		'Both credentials and both nodes of the built package are loaded and instances of them made, as every n8n and every ' +
		'worker does when it starts; in a fresh process that has loaded the modules of n8n that they may use. Median ' +
		'(least–most).',
	columns: ['What', 'ms', 'ms of CPU'],
	run: async ({ runs }) => {
		await promisify(execFile)('npm', ['run', 'build'], { cwd: ROOT });
		const script = await compile('test/bench/n8n/loading.process.ts');
		const task = { folder: ROOT, paths: [...listed.credentials, ...listed.nodes] };
		const found = [];
		for (let run = 0; run < runs; run += 1) found.push(await inFreshProcess(script, task, loadingTime));
		const cpu = found.map(({ cpuMs }) => cpuMs);
		const wall = found.map(({ wallMs }) => wallMs);
		return [
			{
				cells: ['Both nodes, both credentials', withSpread(wall, 1), withSpread(cpu, 1)],
				reached: { figure: median(cpu), aim: { most: 10, unit: ' ms of CPU' } },
			},
		];
	},
};
