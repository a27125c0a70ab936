import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { z } from 'zod/v4';
import { run, succeeded, type Ran, type Tool } from './command';

/** Has the tool believe that a person sits at a terminal, where it only asks questions of persons. */
const PRETEND_TERMINAL = "Object.defineProperty(process.stdin, 'isTTY', { value: true });\n";

/**
 * Runs a method of the app just as the tool runs an action, with the connection that the tool keeps. The tool has no
 * command for what Zapier's editor shows of a trigger that is started from outside.
 */
const RUN_METHOD = `
	const [, folder, method, inputs] = process.argv;
	const { localAppCommand } = require(folder + '/utils/local');
	const { loadAuthDataFromEnv } = require(folder + '/oclif/commands/invoke/env');
	const bundle = { authData: loadAuthDataFromEnv(), inputData: JSON.parse(inputs), meta: { isLoadingSample: true } };
	localAppCommand({ command: 'execute', method, bundle }).then((output) => console.log(JSON.stringify(output)));
`;

/** A copy of the app, worked on with Zapier's command-line tool. */
export class AppUnderTool {
	private readonly env: NodeJS.ProcessEnv;

	/**
	 * @param folder the app
	 * @param home a folder for what the tool keeps of a person
	 * @param binaries where the programs are that the build calls
	 */
	constructor(
		private readonly tool: Tool,
		private readonly folder: string,
		private readonly home: string,
		binaries: string,
	) {
		const kept = Object.entries(process.env).filter(
			([name]) => !/^npm_(package|lifecycle|config_local)/.test(name),
		);
		this.env = {
			...Object.fromEntries(kept),
			PATH: [binaries, process.env.PATH].join(delimiter),
			HOME: home,
			DISABLE_ZAPIER_ANALYTICS: '1',
			NO_UPDATE_NOTIFIER: '1',
			FORCE_COLOR: '0',
			NO_COLOR: '1',
		};
	}

	/** Checks the app against Zapier's schema. */
	async validate(): Promise<Ran> {
		return await this.call(['validate', '--without-style']);
	}

	/** Builds what would be uploaded. */
	async build(): Promise<Ran> {
		return await this.call(['build', '--skip-validation', '--skip-dep-install']);
	}

	/** Runs an action, and gives what it handed over. */
	async invoke(
		kind: string,
		key: string,
		inputs: object = {},
		flags: readonly string[] = [],
	): Promise<unknown> {
		const args = ['invoke', kind, key, '--non-interactive', '-i', JSON.stringify(inputs), ...flags];
		return outputOf(await this.call(args));
	}

	/** Lists what a trigger that is started from outside would have been started by, as Zapier's editor does. */
	async list(key: string, inputs: object = {}): Promise<unknown> {
		const tool = join(dirname(this.tool.script), '..');
		const method = `triggers.${key}.operation.performList`;
		const args = ['--env-file=.env', '-e', RUN_METHOD, tool, method, JSON.stringify(inputs)];
		const ran = await run(this.tool.node, args, { cwd: this.folder, env: this.env });
		return outputOf(succeeded(ran, method));
	}

	/** Tests the connection, and gives what the test handed over. */
	async testConnection(): Promise<unknown> {
		return outputOf(await this.call(['invoke', 'auth', 'test', '--non-interactive']));
	}

	/** How Zapier would call the connection. */
	async connectionLabel(): Promise<string> {
		return (await this.call(['invoke', 'auth', 'label', '--non-interactive'])).stdout.trim();
	}

	/** Connects, as a person at a terminal would: answers each question by the key of its field. */
	async connect(answers: Readonly<Record<string, string>>): Promise<Ran> {
		await mkdir(this.home, { recursive: true });
		const pretend = join(this.home, 'terminal.js');
		await writeFile(pretend, PRETEND_TERMINAL);
		await writeFile(join(this.folder, '.env'), '');
		const answered = new Set<string>();
		const type = (written: string): string | undefined => {
			const asked = [...written.matchAll(/\| (\w+) \| (?:string|password)/g)].map(([, key = '']) => key);
			const key = asked.find((one) => !answered.has(one));
			if (key === undefined) return undefined;
			answered.add(key);
			return `${answers[key] ?? ''}\n`;
		};
		const args = ['--require', pretend, this.tool.script, 'invoke', 'auth', 'start'];
		return succeeded(
			await run(this.tool.node, args, { cwd: this.folder, env: this.env, type }),
			'invoke auth start',
		);
	}

	private async call(args: readonly string[]): Promise<Ran> {
		const options = { cwd: this.folder, env: this.env };
		return succeeded(
			await run(this.tool.node, [this.tool.script, ...args], options),
			args.slice(0, 3).join(' '),
		);
	}
}

const json = z.string().transform((text): unknown => JSON.parse(text));

/** What an action handed over stands at the end, as JSON. */
function outputOf({ stdout }: Ran): unknown {
	return json.parse(stdout.slice(Math.max(0, stdout.search(/^[[{]/m))));
}
