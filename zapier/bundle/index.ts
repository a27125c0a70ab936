/**
 * Makes what is uploaded to Zapier, in `dist/`: `npm run _zapier-build`, which Zapier's tool calls.
 *
 * - `steps.js`: the app with all of `shared/` and the packages that it uses
 * - `index.js`: the description of the app, which loads the other file when something is run
 */
import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { describeApp } from './describeApp';
import { withoutLocales } from './withoutLocales';
import { zodAsNamespace } from './zodAsNamespace';

const APP = resolve(__dirname, '..');
const DIST = join(APP, 'dist');
const STEPS = 'steps.js';

async function main(): Promise<void> {
	await rm(DIST, { recursive: true, force: true });
	const outfile = join(DIST, STEPS);
	await build({
		entryPoints: [join(APP, 'src/index.ts')],
		outfile,
		bundle: true,
		minify: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		external: ['zapier-platform-core'],
		plugins: [withoutLocales, zodAsNamespace],
		charset: 'utf8',
		logLevel: 'warning',
	});
	const { createApp } = createRequire(__filename)(outfile) as { createApp: () => object };
	await writeFile(join(DIST, 'index.js'), describeApp(createApp(), `./${STEPS}`));
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
