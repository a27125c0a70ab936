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
import { say } from '../../examples/demo/print';
import { inRealN8n } from './inRealN8n';
import type { SheetHost } from './sheets/hostRun';
import { N8nHost } from './sheets/n8nHost';
import { play, type Outcome } from './sheets/playSheets';
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

function print(host: SheetHost, { plan, counts, faults }: Outcome, table: Table.Table): void {
	table.push([plan.name, host.name, ...(counts ? Object.values(counts) : HEAD.slice(2).map(() => ''))]);
	for (const fault of faults) say(`NO  ${plan.name}, ${host.name}, ${fault}`);
	if (faults.length > 0) process.exitCode = 1;
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
		const table = new Table({ head: HEAD, style: { head: [], border: [], compact: true } });
		for (const place of plans.keys()) {
			for (const [index, host] of hosts.entries()) {
				const outcome = outcomes[index]?.[place];
				if (outcome) print(host, outcome, table);
			}
		}
		say(table.toString());
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});
