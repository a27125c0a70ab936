/** Loads the built app as Zapier does for every process that runs a step, as a script. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { answerTask } from '../process/answerTask';
import { loadingTask } from './loadingTask';

const load = createRequire(__filename);

function timed(act: () => void) {
	const [cpu, started] = [process.cpuUsage(), performance.now()];
	act();
	const wallMs = performance.now() - started;
	const { user, system } = process.cpuUsage(cpu);
	return { cpuMs: (user + system) / 1_000, wallMs };
}

void answerTask(loadingTask, ({ app, action }) => {
	load('zapier-platform-core');
	const start = timed(() => {
		load(app);
	});
	const firstStep = timed(() => {
		const steps = load(join(app, 'dist/steps.js')) as { partOfApp: (path: readonly string[]) => unknown };
		if (steps.partOfApp(action) === undefined) throw new Error(`The app has no ${action.join('.')}.`);
	});
	return Promise.resolve({ start, firstStep });
});
