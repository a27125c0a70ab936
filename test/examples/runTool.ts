import { execFile } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** How a command ended and what it said. */
export interface ToolRun {
	readonly code: number | string | null | undefined;
	readonly printed: string;
	readonly complained: string;
}

/** Runs one of the repository's TypeScript tools in a process of its own, with these environment variables alone. */
export async function runTool(
	file: string,
	args: readonly string[] = [],
	variables: Readonly<Record<string, string>> = {},
): Promise<ToolRun> {
	return await new Promise((resolve) => {
		const env = { PATH: process.env.PATH, ...variables };
		execFile(
			process.execPath,
			['--import', 'tsx', file, ...args],
			{ cwd: ROOT, env },
			(error, printed, complained) => {
				resolve({ code: error === null ? 0 : error.code, printed, complained });
			},
		);
	});
}
