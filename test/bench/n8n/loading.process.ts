/** Loads what n8n loads of the package when it starts, as a script. */
import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { basename, join } from 'node:path';
import { answerTask } from '../process/answerTask';
import { loadingTask } from './loadingTask';

/** What n8n has loaded already. */
const OF_N8N = ['n8n-workflow', 'zod/v4', 'luxon', 'lodash'];

const load = createRequire(__filename);

function instanceOf(path: string): object {
	const exported = load(path) as Record<string, (new () => object) | undefined>;
	const Described = exported[basename(path).replace(/\..*$/, '')];
	if (Described === undefined) throw new Error(`${path} has no class of its name.`);
	return new Described();
}

void answerTask(loadingTask, ({ folder, paths }) => {
	for (const name of OF_N8N) load(name);
	const [cpu, started] = [process.cpuUsage(), performance.now()];
	for (const path of paths) instanceOf(join(folder, path));
	const { user, system } = process.cpuUsage(cpu);
	return Promise.resolve({ cpuMs: (user + system) / 1_000, wallMs: performance.now() - started });
});
