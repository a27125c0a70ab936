import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import ts from 'typescript';

/** How the compiler writes that a file of the nodes or credentials takes something from the shared library. */
const TAKEN = /\bhost_\d+\.(\w+)/g;

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
 * Puts all of `shared/` that the nodes and credentials use into one file, in the place of one for each source: every
 * such file would say again what it exports and imports, a fifth of the package in all. The code stays as it was
 * written, each part under the name of its source.
 * @param users the compiled files that may take something from `shared/host`
 */
export async function bundleLibrary(
	repository: string,
	dist: string,
	users: readonly string[],
): Promise<void> {
	const code = await Promise.all(users.map((path) => readFile(path, 'utf8')));
	const names = new Set(code.flatMap((text) => Array.from(text.matchAll(TAKEN), ([, name = '']) => name)));
	const { outputFiles } = await build({
		stdin: {
			contents: `export { ${[...names].sort().join(', ')} } from './shared/host';`,
			resolveDir: repository,
		},
		plugins: [compiled],
		bundle: true,
		packages: 'external',
		platform: 'node',
		target: 'es2022',
		format: 'cjs',
		charset: 'utf8',
		write: false,
		logLevel: 'warning',
	});
	await rm(join(dist, 'shared'), { recursive: true });
	await mkdir(join(dist, 'shared'));
	await writeFile(join(dist, 'shared/host.js'), outputFiles.map(({ text }) => text).join(''));
}
