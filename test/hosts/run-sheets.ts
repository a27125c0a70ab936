/**
 * Sheets in the style of real exports in a real n8n and in Zapier's own command-line tool, against the sandbox: first
 * with Check Only, then for real, and then once more, which must change nothing. Prints a table, and fails where a
 * column, a row, or what Kard has in the end is not as it was planned.
 * `npx tsx test/hosts/run-sheets.ts <path of an n8n command> [names of sheets]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { clientOf } from '../../examples/demo/client';
import { say } from '../../examples/demo/print';
import { startSandbox } from '../../sandbox';
import { person } from '../support/person';
import { inRealN8n } from './inRealN8n';
import type { HostRun, SheetHost } from './sheets/hostRun';
import { runFaults, stored, storedFaults, through } from './sheets/judgeRun';
import { N8nHost } from './sheets/n8nHost';
import { rowsOf, usersIn, type SheetPlan } from './sheets/sheetPlan';
import { transactionSheets } from './sheets/transactionSheets';
import { userSheets } from './sheets/userSheets';
import { ZapierHost } from './sheets/zapierHost';

const PLANS = [...userSheets, ...transactionSheets];
const HEAD = [
	'Sheet',
	'Host',
	'Columns',
	'Recognized',
	'Not sent',
	'Unclear',
	'Rows',
	'Check Only',
	'For real',
];

/** How a sheet went in one host. */
interface Outcome {
	readonly cells: readonly (string | number)[];
	readonly faults: readonly string[];
}

function cellsOf(plan: SheetPlan, host: SheetHost, check: HostRun, real: HostRun): Outcome['cells'] {
	const { columns, rows } = real;
	const [notSent, unclear] = ['not sent', 'unclear'].map(
		(outcome) => columns.filter(({ found }) => found === outcome).length,
	);
	const recognized = columns.length - (notSent ?? 0) - (unclear ?? 0);
	const ran = [through(check, 'check').length, through(real, 'real').length];
	return [plan.name, host.name, columns.length, recognized, notSent ?? 0, unclear ?? 0, rows.length, ...ran];
}

/** Gives a sheet to a host three times, with a Kard of its own in which the users of its purchases are enrolled. */
async function play(plan: SheetPlan, host: SheetHost): Promise<Outcome> {
	const sandbox = await startSandbox();
	try {
		const users = usersIn(plan).map((id) => person({ id }));
		if (users.length > 0) await clientOf(sandbox).users.create(users);
		await host.connect(sandbox);

		const before = stored(plan, sandbox);
		const check = await host.run(plan, true);
		const sent = stored(plan, sandbox) - before;
		const real = await host.run(plan, false);
		const afterReal = storedFaults(plan, sandbox);
		const again = await host.run(plan, false);
		const faults = [
			...runFaults(plan, check, 'check'),
			...(sent === 0 ? [] : [`check: ${sent} were sent`]),
			...runFaults(plan, real, 'real'),
			...afterReal,
			...runFaults(plan, again, 'again'),
			...storedFaults(plan, sandbox).filter((fault) => !afterReal.includes(fault)),
		];
		return { cells: cellsOf(plan, host, check, real), faults: [...new Set(faults)] };
	} finally {
		await sandbox.close();
	}
}

async function attempt(plan: SheetPlan, host: SheetHost): Promise<Outcome> {
	try {
		return await play(plan, host);
	} catch (error) {
		const cells = [plan.name, host.name, ...HEAD.slice(2).map(() => '')];
		return { cells, faults: [error instanceof Error ? error.message : String(error)] };
	}
}

async function runAll(hosts: readonly SheetHost[], names: readonly string[]): Promise<void> {
	const plans = PLANS.filter(({ name }) => names.length === 0 || names.includes(name));
	const table = new Table({ head: HEAD, style: { head: [], border: [], compact: true } });
	for (const plan of plans) {
		for (const host of hosts) {
			const { cells, faults } = await attempt(plan, host);
			table.push([...cells]);
			say(`${faults.length === 0 ? 'ok' : 'NO'}  ${plan.name}, ${rowsOf(plan).length} rows, ${host.name}`);
			for (const fault of faults) say(`      ${fault}`);
			if (faults.length > 0) process.exitCode = 1;
		}
	}
	say(table.toString());
}

// n8n reads files in its own folder alone, unless it is told of another.
process.env.N8N_RESTRICT_FILE_ACCESS_TO = join(__dirname, 'sheets');

inRealN8n(async (n8n) => {
	const folder = await mkdtemp(join(tmpdir(), 'kard-sheets-'));
	try {
		say(`n8n ${await n8n.version()}`);
		const hosts = [new N8nHost(n8n), await ZapierHost.install(folder)];
		await runAll(hosts, process.argv.slice(3));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});
