import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod/v4';
import type { Item } from '../../examples/demo/tally';
import type { WorkflowJson } from '../n8n/engine';
import { packAndInstall } from '../package/tarball';
import { N8nServer, type Credential } from './n8nServer';

const run = promisify(execFile);
const REPOSITORY = join(__dirname, '..', '..');

/** n8n on this machine alone: no telemetry, no look for new versions, nothing listening but on loopback. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
	// The result of a run is printed at this level.
	N8N_LOG_LEVEL: 'info',
};

const execution = z.object({
	data: z.object({
		resultData: z.object({
			runData: z.record(
				z.string(),
				z.array(
					z.object({
						startTime: z.number(),
						executionTime: z.number(),
						data: z.object({
							main: z.array(z.array(z.object({ json: z.record(z.string(), z.unknown()) })).nullable()),
						}),
					}),
				),
			),
		}),
	}),
});

async function freePort(): Promise<string> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	return typeof address === 'object' && address !== null ? String(address.port) : '0';
}

/** A node that ran. */
interface NodeRun {
	/** Its first output. */
	readonly items: readonly Item[];
	/** When it began, in milliseconds since 1970. */
	readonly startTime: number;
	/** How long it took, in milliseconds. */
	readonly executionTime: number;
}

/** The nodes that ran, by their names. */
export type NodeRuns = ReadonlyMap<string, NodeRun>;

/** A credential as `n8n import:credentials` takes it. */
interface ImportedCredential extends Credential {
	readonly id: string;
}

/** A real n8n with a folder of its own, in which the packed package is installed. */
export class RealN8n {
	private constructor(
		private readonly command: string,
		private readonly folder: string,
	) {}

	/**
	 * Packs the package and installs it where n8n looks for community packages.
	 * @param command the path of an n8n command
	 * @param folder an empty folder
	 */
	static async install(command: string, folder: string): Promise<RealN8n> {
		const packing = join(folder, 'packing');
		const nodes = join(folder, '.n8n', 'nodes', 'node_modules');
		await mkdir(packing);
		await mkdir(nodes, { recursive: true });
		await run('npm', ['run', 'build'], { cwd: REPOSITORY });
		const { packageDir, manifest } = await packAndInstall(REPOSITORY, packing);
		await cp(packageDir, join(nodes, manifest.name), { recursive: true });
		return new RealN8n(command, folder);
	}

	/** Imports credentials. n8n encrypts them with the key in its folder. */
	async importCredentials(credentials: readonly ImportedCredential[]): Promise<void> {
		const file = join(this.folder, 'credentials.json');
		await writeFile(file, JSON.stringify(credentials));
		await this.n8n(['import:credentials', `--input=${file}`]);
	}

	/** Imports a workflow. */
	async importWorkflow(workflow: WorkflowJson): Promise<void> {
		const file = join(this.folder, 'workflow.json');
		await writeFile(file, JSON.stringify(workflow));
		await this.n8n(['import:workflow', `--input=${file}`]);
	}

	/** Adds a node that is in no package. Workflows call it `CUSTOM.` and its name. */
	async addNode(fileName: string, code: string): Promise<void> {
		const custom = join(this.folder, '.n8n', 'custom');
		await mkdir(custom, { recursive: true });
		await writeFile(join(custom, fileName), code);
	}

	/** Runs a workflow to its end. */
	async execute(id: string): Promise<NodeRuns> {
		const printed = await this.n8n(['execute', `--id=${id}`, '--rawOutput']);
		const json = /^\{\n[^]*^\}$/m.exec(printed)?.[0];
		if (json === undefined) throw new Error(`n8n printed no result: ${printed.slice(0, 2_000)}`);
		const { runData } = execution.parse(JSON.parse(json)).data.resultData;
		return new Map(
			Object.entries(runData).flatMap(([name, [run]]) => {
				if (run === undefined) return [];
				const { data, startTime, executionTime } = run;
				return [[name, { items: data.main[0] ?? [], startTime, executionTime }] as const];
			}),
		);
	}

	/**
	 * Starts the server of n8n, which serves the editor and takes webhooks.
	 * @param port the port of an earlier start, so that its webhooks keep their addresses; any free one unless given
	 */
	async serve(port?: string): Promise<N8nServer> {
		const own = port ?? (await freePort());
		const env = { ...(await this.environment()), N8N_PORT: own, N8N_SECURE_COOKIE: 'false' };
		const log = await open(join(this.folder, 'server.txt'), 'a');
		const child = spawn(this.command, ['start'], { env, stdio: ['ignore', log.fd, log.fd] });
		await log.close();
		return await N8nServer.whenReady(child, own, join(this.folder, 'server.txt'));
	}

	/** The version of this n8n. */
	async version(): Promise<string> {
		return (await this.n8n(['--version'])).trim();
	}

	/** Runs a command of n8n and gives what it printed: into a file, for n8n ends before a pipe has taken it all. */
	private async n8n(args: readonly string[]): Promise<string> {
		const env = await this.environment();
		const file = join(this.folder, 'printed.txt');
		const printed = await open(file, 'w');
		try {
			const child = spawn(this.command, [...args], { env, stdio: ['ignore', printed.fd, printed.fd] });
			await once(child, 'exit');
			if (child.exitCode === 0) return await readFile(file, 'utf8');
			throw new Error(`n8n ${args[0] ?? ''} failed: ${(await readFile(file, 'utf8')).slice(0, 2_000)}`);
		} finally {
			await printed.close();
		}
	}

	private async environment(): Promise<NodeJS.ProcessEnv> {
		// The usual ports may be taken by another n8n.
		const ports = { N8N_PORT: await freePort(), N8N_RUNNERS_BROKER_PORT: await freePort() };
		return { ...process.env, ...QUIET, ...ports, N8N_USER_FOLDER: this.folder };
	}
}
