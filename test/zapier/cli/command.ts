import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const CLI_VERSION = '19.1.0';
/** The oldest Node that Zapier's command-line tool takes. */
const NODE_NEEDED = 22;
const NODE_INSTALLED = '24';
const INSTALL_MINUTES = 10;
const RUN_MINUTES = 3;

/** What a program wrote, and how it ended. */
export interface Ran {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** How a program is to be run. */
interface RunOptions {
	readonly cwd: string;
	readonly env?: NodeJS.ProcessEnv;
	readonly minutes?: number;
	/** Given all that was written so far; what it returns is typed in. */
	readonly type?: (written: string) => string | undefined;
}

/** Runs a program to its end. */
export async function run(program: string, args: readonly string[], options: RunOptions): Promise<Ran> {
	const { cwd, env = process.env, minutes = RUN_MINUTES, type } = options;
	const child = spawn(program, args, { cwd, env, timeout: minutes * 60_000 });
	const texts = { stdout: '', stderr: '' };
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', (text: string) => {
			texts[name] += text;
			const answer = type?.(texts.stdout + texts.stderr);
			if (answer !== undefined) child.stdin.write(answer);
		});
	}
	if (type === undefined) child.stdin.end();
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on('error', reject).on('close', resolve);
	});
	return { code, ...texts };
}

/** Throws with all that a program wrote unless it ended well. */
export function succeeded(ran: Ran, what: string): Ran {
	if (ran.code === 0) return ran;
	throw new Error(`${what} ended with ${String(ran.code)}.\n${ran.stdout}\n${ran.stderr}`);
}

function cacheFolder(): string {
	const caches = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
	return join(caches, `kard-zapier-cli-${CLI_VERSION}`);
}

function hasNode(): boolean {
	return Number(process.versions.node.split('.')[0]) >= NODE_NEEDED;
}

async function isInstalled(folder: string): Promise<boolean> {
	const manifest = join(folder, 'node_modules/zapier-platform-cli/package.json');
	if (!existsSync(manifest) || !existsSync(join(folder, 'complete'))) return false;
	return (await readFile(manifest, 'utf8')).includes(`"version": "${CLI_VERSION}"`);
}

/** Installs the tool beside the repository, never into it: it wants a newer Node than the rest. */
async function install(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
	const packages = [`zapier-platform-cli@${CLI_VERSION}`, `node@${NODE_INSTALLED}`];
	// The package that brings Node has an install script, which the repository's settings would leave out.
	const flags = ['--prefix', folder, '--ignore-scripts=false', '--no-audit', '--no-fund', '--prefer-offline'];
	const ran = await run('npm', ['install', ...flags, ...packages], { cwd: folder, minutes: INSTALL_MINUTES });
	succeeded(ran, 'Installing the command-line tool of Zapier');
	await writeFile(join(folder, 'complete'), '');
}

/** Zapier's command-line tool, ready to be run. */
export interface Tool {
	/** The Node to run it with. */
	readonly node: string;
	readonly script: string;
}

/** Finds Zapier's command-line tool, and installs it first where need be. */
export async function findTool(): Promise<Tool> {
	const folder = cacheFolder();
	if (!(await isInstalled(folder))) await install(folder);
	return {
		node: hasNode() ? process.execPath : join(folder, 'node_modules/node/bin/node'),
		script: join(folder, 'node_modules/zapier-platform-cli/src/bin/run'),
	};
}
