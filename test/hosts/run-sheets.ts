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
import type { ConnectedSheet, HostRun, SheetHost } from './sheets/hostRun';
import { runFaults, stored, storedFaults, through, type Turn } from './sheets/judgeRun';
import { N8nHost } from './sheets/n8nHost';
import { usersIn, type SheetPlan } from './sheets/sheetPlan';
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

/** The longest error that is printed. */
const LONGEST_ERROR = 600;

/** How a sheet went in one host. */
interface Outcome {
	readonly plan: SheetPlan;
	readonly cells: readonly (string | number)[];
	readonly faults: readonly string[];
}

/** Starts a Kard for a sheet, in which the users of its purchases are enrolled. */
async function connected(plan: SheetPlan): Promise<ConnectedSheet> {
	const sandbox = await startSandbox();
	const users = usersIn(plan).map((id) => person({ id }));
	if (users.length > 0) await clientOf(sandbox).users.create(users);
	return { plan, sandbox };
}

function cellsOf(run: HostRun, checked: HostRun): (string | number)[] {
	const { columns, rows } = run;
	const having = (outcome: string) => columns.filter(({ found }) => found === outcome).length;
	const [notSent, unclear] = [having('not sent'), having('unclear')];
	const recognized = columns.length - notSent - unclear;
	const ran = [through(checked, 'check').length, through(run, 'real').length];
	return [columns.length, recognized, notSent, unclear, rows.length, ...ran];
}

const TURNS = ['check', 'real', 'again'] as const;

/** What a turn of a sheet left behind. */
interface Played {
	readonly run: HostRun | Error;
	readonly faults: readonly string[];
}

/** Gives all sheets to a host once, and compares what it says and what Kard has with the plan. */
async function playTurn(host: SheetHost, sheets: readonly ConnectedSheet[], turn: Turn) {
	const before = new Map(sheets.map(({ plan, sandbox }) => [plan, stored(plan, sandbox)]));
	const runs = await host.run(sheets, turn === 'check');
	return sheets.map(({ plan, sandbox }): Played => {
		const run = runs.get(plan) ?? new Error('There is no result.');
		const sent = stored(plan, sandbox) - (before.get(plan) ?? 0);
		const inKard = turn === 'check' ? (sent === 0 ? [] : [`${sent} were sent`]) : storedFaults(plan, sandbox);
		const said = run instanceof Error ? [run.message.slice(0, LONGEST_ERROR)] : runFaults(plan, run, turn);
		return { run, faults: [...said, ...inKard].map((fault) => `${turn}: ${fault}`) };
	});
}

/** Gives the sheets to a host with Check Only, for real, and once more. */
async function play(host: SheetHost, plans: readonly SheetPlan[]): Promise<Outcome[]> {
	const sheets = await Promise.all(plans.map(connected));
	try {
		await host.connect(sheets);
		const turns: Played[][] = [];
		for (const turn of TURNS) turns.push(await playTurn(host, sheets, turn));
		return plans.map((plan, index) => {
			const played = turns.flatMap((turn) => turn.slice(index, index + 1));
			const [checked, real] = played.map(({ run }) => run);
			const none = HEAD.slice(2).map(() => '');
			const isDone = checked && real && !(checked instanceof Error) && !(real instanceof Error);
			const cells = [plan.name, host.name, ...(isDone ? cellsOf(real, checked) : none)];
			return { plan, cells, faults: played.flatMap(({ faults }) => faults) };
		});
	} finally {
		await Promise.all(sheets.map(({ sandbox }) => sandbox.close()));
	}
}

function print(outcomes: readonly Outcome[]): void {
	const table = new Table({ head: HEAD, style: { head: [], border: [], compact: true } });
	for (const { plan, cells, faults } of outcomes) {
		table.push([...cells]);
		if (faults.length > 0) process.exitCode = 1;
		for (const fault of faults) say(`NO  ${plan.name}, ${String(cells[1])}, ${fault}`);
	}
	say(table.toString());
}

// n8n reads files in its own folder alone, unless it is told of another.
process.env.N8N_RESTRICT_FILE_ACCESS_TO = join(__dirname, 'sheets');

inRealN8n(async (n8n) => {
	const folder = await mkdtemp(join(tmpdir(), 'kard-sheets-'));
	try {
		say(`n8n ${await n8n.version()}`);
		const names = process.argv.slice(3);
		const plans = PLANS.filter(({ name }) => names.length === 0 || names.includes(name));
		const hosts = [new N8nHost(n8n), await ZapierHost.install(folder)];
		const outcomes = await Promise.all(hosts.map((host) => play(host, plans)));
		print(plans.flatMap((plan) => outcomes.flat().filter((outcome) => outcome.plan === plan)));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});
