/**
 * The example workflows in a real n8n, with the packed package installed, against the sandbox:
 * `npx tsx test/hosts/run-examples.ts <path of an n8n command>`. The counts must be those of the demo.
 */
import isEqual from 'lodash/isEqual';
import { enrollEarlierContacts } from '../../examples/demo/enrolledBefore';
import { credentialFor, exampleFile, runExample, type ExampleName } from '../../examples/demo/runExample';
import { say } from '../../examples/demo/print';
import { tallyOf, type Tally } from '../../examples/demo/tally';
import { CREDENTIAL, NODE_NAMES } from '../../examples/generate/nodes';
import { startSandbox, type Sandbox } from '../../sandbox';
import { readWorkflow, type WorkflowJson } from '../n8n/engine';
import { inRealN8n } from './inRealN8n';
import type { RealN8n } from './realN8n';

/** The second one twice: its second run must change nothing. */
const RUNS: readonly ExampleName[] = ['crm-signups', 'card-transactions', 'card-transactions'];

/** How one run went, and what the sandbox had stored when it was over. */
interface Outcome {
	readonly tally: Tally;
	readonly users: number;
	readonly transactions: number;
}

/** The outcomes of all runs, one after another, on a sandbox in which the earlier contacts are enrolled. */
async function outcomes(
	run: (name: ExampleName, sandbox: Sandbox) => Promise<Tally>,
): Promise<readonly Outcome[]> {
	const sandbox = await startSandbox();
	try {
		await enrollEarlierContacts(sandbox);
		const found: Outcome[] = [];
		for (const name of RUNS) {
			const tally = await run(name, sandbox);
			const { users, transactions } = sandbox.state;
			found.push({ tally, users: users.size, transactions: transactions.size });
		}
		return found;
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

async function runInHost(n8n: RealN8n, name: ExampleName, sandbox: Sandbox): Promise<Tally> {
	const workflow = withoutPinnedData(readWorkflow(exampleFile(name)));
	await n8n.importCredentials([{ ...CREDENTIAL, type: 'kardApi', data: credentialFor(sandbox) }]);
	await n8n.importWorkflow(workflow);
	const ran = await n8n.execute(workflow.id ?? '');
	const branch = (node: string) => ran.get(node)?.items ?? [];
	return tallyOf(branch(NODE_NAMES.accepted), branch(NODE_NAMES.toMend));
}

inRealN8n(async (n8n) => {
	say(`n8n ${await n8n.version()}`);
	const found = await outcomes(async (name, sandbox) => await runInHost(n8n, name, sandbox));
	say(JSON.stringify(found, null, 2));
	const expected = await outcomes(async (name, sandbox) => (await runExample(name, sandbox)).tally);
	if (!isEqual(found, expected)) throw new Error(`The demo's counts differ: ${JSON.stringify(expected)}`);
	say('The same counts as in the demo.');
});
