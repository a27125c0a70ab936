import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod/v4';

const CORE = 'zapier-platform-core';
const NOT_COPIED = /^(node_modules|dist|build|\.env)$/;

const manifest = z.object({
	dependencies: z.record(z.string(), z.string()).default({}),
	optionalDependencies: z.record(z.string(), z.string()).default({}),
});

/** Where a package finds another: in its own folder, or in one further up. */
function resolve(name: string, from: string, modules: string): string | undefined {
	for (let folder = from; folder.startsWith(dirname(modules)); folder = dirname(folder)) {
		const found = join(folder, 'node_modules', name);
		if (existsSync(found)) return found;
	}
	return undefined;
}

/** The folders of a package and of all that it needs. */
async function closure(name: string, modules: string): Promise<ReadonlySet<string>> {
	const found = new Set<string>([join(modules, name)]);
	// A set may grow while it is walked through.
	for (const folder of found) {
		const needs = manifest.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
		for (const need of Object.keys({ ...needs.dependencies, ...needs.optionalDependencies })) {
			const at = resolve(need, folder, modules);
			if (at !== undefined) found.add(at);
		}
	}
	return found;
}

/**
 * Copies the app into an empty folder, with the one package that it needs beside it as an installation would put it
 * there, so that the tool can write what it likes. The folder above holds what the build takes in.
 * @returns the folder of the app
 */
export async function copyApp(repository: string, into: string): Promise<string> {
	const modules = join(repository, 'node_modules');
	const app = join(into, 'zapier');
	const wanted = (from: string) => !NOT_COPIED.test(relative(join(repository, 'zapier'), from));
	await cp(join(repository, 'zapier'), app, { recursive: true, filter: wanted });
	await cp(join(repository, 'shared'), join(into, 'shared'), { recursive: true });
	await cp(join(repository, 'tsconfig.json'), join(into, 'tsconfig.json'));
	await symlink(modules, join(into, 'node_modules'));
	await mkdir(join(app, 'node_modules'));
	for (const folder of await closure(CORE, modules)) {
		const to = join(app, 'node_modules', relative(modules, folder));
		await cp(folder, to, { recursive: true, dereference: true, force: true });
	}
	return app;
}
