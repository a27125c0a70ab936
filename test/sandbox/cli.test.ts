import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ODDITY_NAMES, OPEN_QUESTIONS } from '../../sandbox';
import { at, request } from './support';

const ROOT = join(__dirname, '..', '..');

describe('npm run sandbox', () => {
	const started: ChildProcess[] = [];

	afterEach(async () => {
		for (const child of started.splice(0)) {
			if (child.exitCode !== null || child.signalCode !== null) continue;
			child.kill('SIGKILL');
			await once(child, 'exit');
		}
	});

	/** Runs the command, and collects what it says. */
	const run = (...options: string[]) => {
		const child = spawn(process.execPath, ['--import', 'tsx', join('sandbox', 'cli.ts'), ...options], {
			cwd: ROOT,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		started.push(child);
		let said = '';
		const listen = (data: Buffer) => {
			said += data.toString();
		};
		child.stdout.on('data', listen);
		child.stderr.on('data', listen);
		const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
			for (;;) {
				const found = pattern.exec(said);
				if (found !== null) return found;
				if (child.exitCode !== null) throw new Error(`It ended, and said: ${said}`);
				await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
			}
		};
		const end = async () => {
			if (child.exitCode === null) await once(child, 'close');
			return { code: child.exitCode, said };
		};
		return { child, says, end };
	};

	test('prints what a client needs, serves, logs and stops', async () => {
		const { child, says, end } = run(
			'--port',
			'0',
			'--token-ttl',
			'7',
			'--reading',
			'subscriptions=one',
			'--odd',
			'extra',
		);
		const [, baseUrl = ''] = await says(/Base URL +(\S+)/);
		const [, clientId] = await says(/Client ID +(\S+)/);
		const [, clientSecret] = await says(/Client secret +(\S+)/);
		const body = { client_id: clientId, client_secret: clientSecret };
		const answer = await request(`${baseUrl}/v2/auth/token`, 'POST', body);
		expect(at(answer.json, 'expires_in')).toBe(7);
		await says(/Organization ID +sandbox-organization/);
		await says(/Webhook key +\S+/);
		await says(/Readings +subscriptions=one\n/);
		await says(/Oddities +extra\n/);
		await says(/POST token 200 \d+ ms/);
		child.kill('SIGTERM');
		expect((await end()).code).toBe(0);
	}, 30_000);

	test('says so when the port is taken', async () => {
		const server = createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		const port = typeof address === 'object' && address !== null ? address.port : 0;
		const { code, said } = await run('--port', String(port)).end();
		server.close();
		expect(code).toBe(1);
		expect(said).toContain(`Port ${port} is taken`);
		expect(said).not.toContain('    at ');
	}, 30_000);

	test('explains itself, and refuses what it does not understand', async () => {
		const [help, typo, number, choice] = await Promise.all([
			run('--help').end(),
			run('--prot', '1').end(),
			run('--latency', 'soon').end(),
			run('--reading', 'subscriptions=two').end(),
		]);
		expect([help.code, help.said]).toEqual([0, expect.stringContaining('--token-ttl')]);
		for (const [name, { readings }] of Object.entries(OPEN_QUESTIONS)) {
			expect(help.said).toContain(`  ${name} `);
			for (const reading of Object.keys(readings)) expect(help.said).toContain(`      ${reading} `);
		}
		for (const kind of ODDITY_NAMES) expect(help.said).toContain(`  ${kind} `);
		expect(help.said).toContain('POST /notifications');
		expect([typo.code, typo.said]).toEqual([1, expect.stringContaining('--prot')]);
		expect([number.code, number.said]).toEqual([1, expect.stringContaining('--latency')]);
		expect([choice.code, choice.said]).toEqual([1, expect.stringContaining('must be many or one, not two')]);
	}, 30_000);
});
