import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ODDITY_NAMES, OPEN_QUESTIONS } from '../../sandbox';
import { HELP, readCliSettings } from '../../sandbox/cliSettings';
import { USUAL_READINGS } from '../../sandbox/readings/choose';
import { at, request } from './support';

const started: ChildProcess[] = [];

afterEach(async () => {
	for (const child of started.splice(0)) {
		if (child.exitCode !== null || child.signalCode !== null) continue;
		child.kill('SIGKILL');
		await once(child, 'exit');
	}
});

/** Runs the command, and collects what it prints. */
function run(...options: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', join('sandbox', 'cli.ts'), ...options], {
		cwd: join(__dirname, '..', '..'),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	started.push(child);
	let printed = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (data: Buffer) => (printed += data.toString()));
	const prints = async (pattern: RegExp): Promise<string> => {
		for (;;) {
			const found = pattern.exec(printed);
			if (found !== null) return found[1] ?? '';
			if (child.exitCode !== null) throw new Error(`It ended, and printed: ${printed}`);
			await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), once(child, 'close')]);
		}
	};
	return { child, prints };
}

it('the command prints what a client needs, serves, logs and stops, and says when its port is taken', async () => {
	const { child, prints } = run(
		...'--port 0 --token-ttl 7 --reading subscriptions=one --odd extra'.split(' '),
	);
	const baseUrl = await prints(/Base URL +(\S+)/);
	const second = run('--port', new URL(baseUrl).port);
	const client_secret = await prints(/Client secret +(\S+)/);
	const body = { client_id: await prints(/Client ID +(\S+)/), client_secret };
	expect(at((await request(`${baseUrl}/v2/auth/token`, 'POST', body)).json, 'expires_in')).toBe(7);
	for (const line of [/Organization ID +sandbox-organization/, /Webhook key +\S+/, /Oddities +extra\n/])
		await prints(line);
	for (const line of [/Readings +subscriptions=one\n/, /POST token 200 \d+ ms/]) await prints(line);
	const words = await second.prints(/^([^]*taken.*)\n/);
	expect(words).toMatch(/^Port \d+ is taken, perhaps by another sandbox[^\n]*$/);
	const ends = [child, second.child].map((one) => one.exitCode ?? once(one, 'close'));
	child.kill('SIGTERM');
	await Promise.all(ends);
	expect([child.exitCode, second.child.exitCode]).toEqual([0, 1]);
}, 30_000);

it('the help names every option, reading and oddity', () => {
	expect(readCliSettings(['--help'])).toBe('help');
	expect(HELP).toContain('--token-ttl');
	for (const [name, { readings }] of Object.entries(OPEN_QUESTIONS)) {
		expect(HELP).toContain(`  ${name} `);
		for (const reading of Object.keys(readings)) expect(HELP).toContain(`      ${reading} `);
	}
	for (const kind of ODDITY_NAMES) expect(HELP).toContain(`  ${kind} `);
});

it('options are read, with the usual ones in their absence', () => {
	const usual = { port: 4_010, tokenTtlSeconds: 3_600, latencyMs: 0, quotaPerMinute: 1_000 };
	const odd = { kinds: [], seed: 1 };
	expect(readCliSettings([])).toEqual({ ...usual, readings: USUAL_READINGS, oddities: odd });
	const given =
		'--latency=5 --quota=9 --odd=nulls,enums --odd-seed=7 --reading=userPut=keeps --reading=sort=comma';
	expect(readCliSettings(given.split(' '))).toEqual({
		...{ ...usual, latencyMs: 5, quotaPerMinute: 9, oddities: { kinds: ['nulls', 'enums'], seed: 7 } },
		readings: { ...USUAL_READINGS, userPut: 'keeps', sort: 'comma' },
	});
});

it.each([
	['--prot=1', /--prot/],
	['--latency=soon', /--latency must be a whole number/],
	['--port=65536', /from 0 to 65535/],
	['--reading=subscriptions=two', /must be many or one, not two/],
	['--odd=strange', /--odd must be one or more of nulls/],
])('%s is refused', (option, message) => {
	expect(() => readCliSettings([option])).toThrow(message);
});
