/** Makes the n8n package of what the compiler wrote into `dist`: the last step of `npm run build`. */
import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeDescriptions } from './descriptions';
import { withTabs } from './indentation';
import { bundleRun } from './run';
import { loadedFrom } from './loaded';
import { writePreviews } from './previews';

const REPOSITORY = resolve(__dirname, '..');
const DIST = join(REPOSITORY, 'dist');
const ASSETS = /\.(svg|node\.json)$/;

/** The part of package.json that n8n reads. */
interface Manifest {
	n8n: { nodes: string[]; credentials: string[] };
}

async function copyAssets(): Promise<void> {
	const filter = async (path: string) => (await stat(path)).isDirectory() || ASSETS.test(path);
	await cp(join(REPOSITORY, 'nodes'), join(DIST, 'nodes'), { recursive: true, filter });
}

async function entries(): Promise<readonly string[]> {
	const manifest = JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8')) as Manifest;
	return [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((path) => join(REPOSITORY, path));
}

async function compiledFiles(): Promise<readonly string[]> {
	const files = await readdir(DIST, { recursive: true, withFileTypes: true });
	return files.map((file) => join(file.parentPath, file.name)).filter((path) => path.endsWith('.js'));
}

/** What only the descriptions were made with does not ship. */
async function removeUnused(): Promise<void> {
	const used = loadedFrom(await entries());
	for (const path of await compiledFiles()) if (!used.has(path)) await rm(path);
}

async function indent(): Promise<void> {
	for (const path of await compiledFiles()) await writeFile(path, withTabs(await readFile(path, 'utf8')));
}

async function main(): Promise<void> {
	await copyAssets();
	await writePreviews(DIST);
	await writeDescriptions(DIST);
	await bundleRun(REPOSITORY, DIST, 'nodes/Kard/run.js');
	await removeUnused();
	await indent();
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
