/**
 * The example workflows in a real n8n, with the packed package installed, against the sandbox:
 * `npx tsx test/host/run-examples.ts <path of an n8n command>`. The counts must be those of the demo.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enrollEarlierContacts } from '../../examples/demo/enrolledBefore';
import { credentialFor, exampleFile, runExample, type ExampleName } from '../../examples/demo/runExample';
import { tallyOf, type Tally } from '../../examples/demo/tally';
import { CREDENTIAL, NODE_NAMES } from '../../examples/generate/nodes';
import { startSandbox, type Sandbox } from '../../sandbox';
import { readWorkflow, type WorkflowJson } from '../n8n/engine';
import { RealN8n } from './realN8n';

const REPOSITORY = join(__dirname, '..', '..');
/** The second one twice: its second run must change nothing. */
const RUNS: readonly ExampleName[] = ['crm-signups', 'card-transactions', 'card-transactions'];

/** How one run went, and what the sandbox had stored when it was over. */
interface Outcome {
	readonly tally: Tally;
	readonly users: number;
	readonly transactions: number;
}

function outcome({ state }: Sandbox, tally: Tally): Outcome {
	return { tally, users: state.users.size, transactions: state.transactions.size };
}

async function inEngine(): Promise<readonly Outcome[]> {
	const sandbox = await startSandbox();
	try {
		await enrollEarlierContacts(sandbox);
		const outcomes: Outcome[] = [];
		for (const name of RUNS) outcomes.push(outcome(sandbox, (await runExample(name, sandbox)).tally));
		return outcomes;
	} finally {
		await sandbox.close();
	}
}

/**
 * n8n uses pinned data when a person clicks, and ignores it in `n8n execute`. So a Code node of the same name takes
 * the place of the pinned one, and gives the same rows; everything else stays as it is in the file.
 */
function withoutPinnedData({ pinData = {}, ...workflow }: WorkflowJson): WorkflowJson {
	const nodes = workflow.nodes.map((node) => {
		const rows = pinData[node.name];
		if (rows === undefined) return node;
		const parameters = { jsCode: `return ${JSON.stringify(rows)};` };
		return { ...node, type: 'n8n-nodes-base.code', typeVersion: 2, parameters };
	});
	return { ...workflow, nodes };
}

async function runInHost(n8n: RealN8n, name: ExampleName): Promise<Tally> {
	const outputs = await n8n.execute(readWorkflow(exampleFile(name)).id ?? '');
	const branch = (node: string) => outputs.get(node) ?? [];
	return tallyOf(branch(NODE_NAMES.accepted), branch(NODE_NAMES.toMend));
}

async function inHost(command: string, folder: string): Promise<readonly Outcome[]> {
	const n8n = await RealN8n.install(command, REPOSITORY, folder);
	const sandbox = await startSandbox();
	try {
		process.stdout.write(`n8n ${await n8n.version()}, sandbox on ${sandbox.baseUrl}\n`);
		await enrollEarlierContacts(sandbox);
		await n8n.importCredentials([{ ...CREDENTIAL, type: 'kardApi', data: credentialFor(sandbox) }]);
		for (const name of new Set(RUNS)) {
			await n8n.importWorkflow(withoutPinnedData(readWorkflow(exampleFile(name))));
		}
		const outcomes: Outcome[] = [];
		for (const name of RUNS) {
			outcomes.push(outcome(sandbox, await runInHost(n8n, name)));
			process.stdout.write(`${name}: ${JSON.stringify(outcomes.at(-1))}\n`);
		}
		return outcomes;
	} finally {
		await sandbox.close();
	}
}

async function main(): Promise<void> {
	const [command] = process.argv.slice(2);
	if (command === undefined) throw new Error('Give the path of an n8n command.');
	const folder = await mkdtemp(join(tmpdir(), 'kard-real-n8n-'));
	try {
		const found = JSON.stringify(await inHost(command, folder));
		const expected = JSON.stringify(await inEngine());
		if (found !== expected) throw new Error(`The demo's counts differ: ${expected}`);
		process.stdout.write('The same counts as in the demo.\n');
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
