import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { z } from 'zod/v4';
import { nextMessage } from './nextMessage';

const ROOT = join(__dirname, '..', '..', '..');

let folder: string | undefined;
const compiled = new Map<string, Promise<string>>();

function temporaryFolder(): string {
	if (folder !== undefined) return folder;
	const made = mkdtempSync(join(tmpdir(), 'kard-bench-'));
	process.once('exit', () => {
		rmSync(made, { recursive: true, force: true });
	});
	folder = made;
	return made;
}

async function compileOnce(entry: string): Promise<string> {
	const outfile = join(temporaryFolder(), `${basename(entry, '.ts')}-${String(compiled.size)}.cjs`);
	await build({
		entryPoints: [entry],
		outfile,
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		packages: 'external',
		logLevel: 'error',
	});
	return outfile;
}

/**
 * Compiles a script and the files of this repository that it imports, so that no transpiler is in the figures. Packages
 * are loaded as they are.
 * @param entry the path of the script, from the root of the repository: `test/bench/client/subject.process.ts`
 * @returns the path of the compiled script; the second time the same one
 */
export async function compile(entry: string): Promise<string> {
	const made = compiled.get(entry) ?? compileOnce(join(ROOT, entry));
	compiled.set(entry, made);
	return await made;
}

/** Starts a compiled script in a process of its own. It finds packages as the repository does. */
export function startProcess(script: string, nodeArguments: readonly string[] = []) {
	const NODE_PATH = join(ROOT, 'node_modules');
	return fork(script, { execArgv: [...nodeArguments], env: { ...process.env, NODE_PATH } });
}

/**
 * Runs a compiled script once in a fresh process: sends it the task as its only message, and waits for its only answer.
 * @param answer what the script sends back; see `answerTask` for its side
 * @throws Error when the process ends without an answer, or answers something else
 */
export async function inFreshProcess<Answer extends z.ZodType>(
	script: string,
	task: object,
	answer: Answer,
	nodeArguments: readonly string[] = [],
): Promise<z.output<Answer>> {
	const child = startProcess(script, nodeArguments);
	child.send(task);
	const ended = once(child, 'exit').then(() => undefined);
	const said = await Promise.race([nextMessage(child), ended]);
	await ended;
	if (said === undefined) throw new Error(`${basename(script)} ended before it answered.`);
	return answer.parse(said);
}
