import { execFile } from 'node:child_process';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import difference from 'lodash/difference';
import { failOn } from './checklist';
import { listFiles, type PackedFile } from './tarball';

const run = promisify(execFile);
const SOURCES = ['nodes', 'credentials', 'shared'];
const NOT_SHIPPED = join('shared', 'axios.ts');
const N8N_NODE_CLI = 'node_modules/@n8n/node-cli/dist';

/** Copies what ships, with n8n's own ESLint configuration, into a new folder `staged`. */
export async function stageSources(repository: string, staged: string): Promise<void> {
	const copy = async (from: string, to = from) => {
		const filter = (path: string) => !path.endsWith(NOT_SHIPPED);
		await cp(join(repository, from), join(staged, to), { recursive: true, filter });
	};
	await mkdir(staged);
	for (const path of [...SOURCES, 'package.json', 'tsconfig.json']) await copy(path);
	await copy(`${N8N_NODE_CLI}/template/templates/shared/default/eslint.config.mjs`, 'eslint.config.mjs');
	await symlink(join(repository, 'node_modules'), join(staged, 'node_modules'), 'junction');
}

/** Runs n8n's own linter in the copy. As `n8n.strict` is set, it insists on n8n's own configuration. */
export async function lintStaged(staged: string): Promise<undefined> {
	const command = [join(staged, N8N_NODE_CLI, '../bin/n8n-node.mjs'), 'lint'];
	await run(process.execPath, command, { cwd: staged }).catch((error: unknown) => {
		throw error instanceof Error && 'stdout' in error ? new Error(String(error.stdout)) : error;
	});
}

/** Compares the package with the copy: all JavaScript has its source. */
export async function compareStaged(staged: string, packed: readonly PackedFile[]): Promise<string> {
	const sources = await Promise.all(
		SOURCES.map(async (directory) =>
			(await listFiles(join(staged, directory))).map(({ path }) => `dist/${directory}/${path}`),
		),
	);
	const expected = sources.flat().map((path) => path.replace(/ts$/, 'js'));
	const found = packed.map(({ path }) => path).filter((path) => path.endsWith('.js'));
	failOn(difference(found, expected).map((path) => `${path} has no source`));
	return `${found.length} files`;
}
