import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod/v4';
import type { Installation } from './tarball';

const run = promisify(execFile);

/**
 * What n8n does on start: requires each node and credential and makes an instance of it. Then everything else, as runs
 * do in time.
 */
const LOAD = `
	const { entries, files } = JSON.parse(process.argv[1]);
	const instances = entries.map(([file, className]) => new (require(file)[className])());
	const atStart = files.filter((file) => file in require.cache);
	for (const file of files) require(file);
	process.stdout.write(JSON.stringify({ instances, atStart }));
`;

const named = z.looseObject({ name: z.string(), icon: z.record(z.string(), z.string()) });
const instance = z.union([named, z.looseObject({ description: named })]);
const loaded = z.object({ instances: z.array(instance), atStart: z.array(z.string()) });

/** A node or credential: what it says of itself. */
type Instance = z.infer<typeof instance>;

/** What came of loading a package. */
interface Loaded {
	/** The nodes and credentials, in the order of their paths. */
	readonly instances: readonly Instance[];
	/** The files of the package that were loaded with them. */
	readonly atStart: readonly string[];
}

/** The class that n8n looks for in a file. */
export function classIn(path: string): string {
	return basename(path).replace(/\..*$/, '');
}

/** What n8n lists of a node or credential. */
export function listedOf(one: Instance): z.infer<typeof named> {
	return 'description' in one ? named.parse(one.description) : named.parse(one);
}

/**
 * Loads a package as n8n would, in a process that sees only what n8n provides.
 * @param paths of its nodes and credentials
 * @param files every file that can be loaded
 */
export async function loadAsHost(
	{ packageDir, hostModules }: Installation,
	paths: readonly string[],
	files: readonly string[],
): Promise<Loaded> {
	const asked = {
		entries: paths.map((path) => [join(packageDir, path), classIn(path)]),
		files: files.map((path) => join(packageDir, path)),
	};
	const { stdout } = await run(process.execPath, ['-e', LOAD, JSON.stringify(asked)], {
		cwd: packageDir,
		env: { PATH: process.env.PATH, NODE_PATH: hostModules },
	}).catch((error: unknown) => {
		throw new Error(/^\w*Error: (?!Command failed).*$/m.exec(String(error))?.[0] ?? String(error));
	});
	const { instances, atStart } = loaded.parse(JSON.parse(stdout));
	for (const [place, path] of paths.entries()) {
		const one = instances[place];
		const icons = one === undefined ? [] : Object.values(listedOf(one).icon);
		for (const icon of icons) await stat(join(packageDir, dirname(path), icon.replace(/^file:/, '')));
	}
	return { instances, atStart };
}
