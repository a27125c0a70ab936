import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RealN8n } from './realN8n';

async function run(work: (n8n: RealN8n) => Promise<void>): Promise<void> {
	const [command] = process.argv.slice(2);
	if (command === undefined) throw new Error('Give the path of an n8n command.');
	const folder = await mkdtemp(join(tmpdir(), 'kard-real-n8n-'));
	try {
		await work(await RealN8n.install(command, folder));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Works in the n8n whose command is given on the command line; the process fails where the work does. */
export function inRealN8n(work: (n8n: RealN8n) => Promise<void>): void {
	run(work).catch((error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exitCode = 1;
	});
}
