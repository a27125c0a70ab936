import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import ts from 'typescript';

/** What the compiler makes of a source: as of every other file that ships, without comments. */
const compiled: Plugin = {
	name: 'compiled',
	setup: (bundling) => {
		bundling.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
			const { outputText } = ts.transpileModule(await readFile(path, 'utf8'), {
				compilerOptions: {
					target: ts.ScriptTarget.ES2022,
					module: ts.ModuleKind.ES2022,
					removeComments: true,
				},
			});
			return { contents: outputText, loader: 'js' };
		});
	},
};

/**
 * Puts all that a run needs, with what it uses of `shared/`, into one file, in the place of one for each source: every
 * such file would say again what it exports and imports, a fifth of the package in all. The code stays as it was
 * written, each part under the name of its source.
 * @param path of the compiled file that is the door to it, below the built package
 */
export async function bundleRun(repository: string, dist: string, path: string): Promise<void> {
	await build({
		entryPoints: [join(repository, path.replace(/js$/, 'ts'))],
		outfile: join(dist, path),
		allowOverwrite: true,
		plugins: [compiled],
		bundle: true,
		packages: 'external',
		platform: 'node',
		target: 'es2022',
		format: 'cjs',
		charset: 'utf8',
		logLevel: 'warning',
	});
}
