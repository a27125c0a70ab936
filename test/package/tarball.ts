import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The modules that every n8n puts on the module path of a community package. */
const HOST_MODULES = ['n8n-workflow', 'zod', 'luxon', 'lodash'];

/** The part of package.json that n8n reads. */
interface Manifest {
	name: string;
	version: string;
	n8n: { nodes: string[]; credentials: string[] };
}

/** The packed package, installed into an empty project beside what n8n itself provides. */
export interface Installation {
	/** The installed package. */
	packageDir: string;
	/** A copy whose package.json lists no development dependencies, which the import rule would let pass. */
	lintDir: string;
	/** The only place, beside the package itself, where modules are found. */
	hostModules: string;
	manifest: Manifest;
}

/** A file of the package, by its path with forward slashes. */
export interface PackedFile {
	path: string;
	size: number;
}

async function pack(repository: string, into: string): Promise<string> {
	await run('npm', ['pack', '--ignore-scripts', '--pack-destination', into], { cwd: repository });
	const tarball = (await readdir(into)).find((name) => name.endsWith('.tgz'));
	if (tarball === undefined) throw new Error('npm pack made no tarball');
	return join(into, tarball);
}

async function linkHostModules(repository: string, hostModules: string): Promise<void> {
	await mkdir(hostModules);
	for (const name of HOST_MODULES) {
		await symlink(join(repository, 'node_modules', name), join(hostModules, name), 'junction');
	}
}

/** Reads a package's manifest. */
async function readManifest(directory: string): Promise<Manifest> {
	return JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')) as Manifest;
}

async function copyForLint(packageDir: string, lintDir: string): Promise<void> {
	await cp(packageDir, lintDir, { recursive: true });
	const manifest = { ...(await readManifest(lintDir)), devDependencies: undefined };
	await writeFile(join(lintDir, 'package.json'), JSON.stringify(manifest, null, 2));
}

/** Packs the repository and installs the tarball into an empty project under `workDir`, with no network. */
export async function packAndInstall(repository: string, workDir: string): Promise<Installation> {
	const [consumer, hostModules, lintDir] = ['consumer', 'host', 'lint'].map((name) =>
		join(workDir, name),
	) as [string, string, string];
	const tarball = await pack(repository, workDir);
	await linkHostModules(repository, hostModules);
	await mkdir(consumer);
	await writeFile(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
	const flags = ['--offline', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
	await run('npm', ['install', ...flags, tarball], { cwd: consumer });

	const { name } = await readManifest(repository);
	const packageDir = join(consumer, 'node_modules', name);
	await copyForLint(packageDir, lintDir);
	return { packageDir, lintDir, hostModules, manifest: await readManifest(packageDir) };
}

/** Every file below a directory. */
export async function listFiles(directory: string): Promise<PackedFile[]> {
	const entries = await readdir(directory, { recursive: true, withFileTypes: true });
	return await Promise.all(
		entries
			.filter((entry) => entry.isFile())
			.map(async (entry) => {
				const path = join(entry.parentPath, entry.name);
				return {
					path: relative(directory, path).split(sep).join('/'),
					size: (await stat(path)).size,
				};
			}),
	);
}
