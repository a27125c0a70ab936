import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonParse } from 'n8n-workflow';
import { credentialFor } from '../../../examples/demo/runExample';
import { workflowFile, type WorkflowNode } from '../../../examples/generate/workflowFile';
import { startSandbox, type Sandbox } from '../../../sandbox';
import type { N8nServer, SavedWorkflow } from '../../hosts/n8nServer';
import { RealN8n } from '../../hosts/realN8n';
import type { WorkflowJson } from '../../n8n/engine';
import type { BenchContext, Line, Question } from '../measure/question';
import { measureSides, median, withSpread } from '../measure/sides';
import { CONNECTIONS, deliver, signedDeliveries } from './load';

/** How many deliveries make one round. */
const ROUND = 200;
const PATIENCE_MS = 240_000;

const webhook: WorkflowNode = {
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	position: [0, 0],
	webhookId: 'plain',
	parameters: { httpMethod: 'POST', path: 'plain', responseMode: 'onReceived', options: {} },
};

function kardTrigger(credential: string): WorkflowNode {
	return {
		name: 'Kard Trigger',
		type: 'n8n-nodes-kard.kardTrigger',
		typeVersion: 2,
		position: [0, 0],
		webhookId: 'kard',
		parameters: { authentication: 'kardApi', events: ['earnedRewardSettled'], options: {} },
		credentials: { kardApi: { id: credential, name: 'Kard' } },
	};
}

/** A workflow that a delivery starts, and that does nothing more. */
function startedBy(trigger: WorkflowNode): WorkflowJson {
	const end: WorkflowNode = {
		name: 'End',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [220, 0],
		parameters: {},
	};
	const { name } = trigger;
	const plan = { id: name, name, nodes: [trigger, end], leads: { [name]: [end.name] }, pinned: {} };
	return jsonParse<WorkflowJson>(workflowFile(plan));
}

async function activate(server: N8nServer, trigger: WorkflowNode): Promise<SavedWorkflow> {
	const workflow = await server.addWorkflow(startedBy(trigger));
	const { status, triggers } = await server.activate(workflow);
	if (status !== 'published') throw new Error(`n8n did not activate it: ${JSON.stringify(triggers)}`);
	return workflow;
}

/** Waits until all that was started has ended, so that it costs the next round nothing. */
async function untilIdle(server: N8nServer, { id }: SavedWorkflow): Promise<void> {
	const until = Date.now() + PATIENCE_MS;
	for (;;) {
		await sleep(500);
		const found = await server.executions(id);
		if (found.every(({ status }) => status === 'success')) return;
		if (Date.now() > until) throw new Error(`Executions did not succeed: ${JSON.stringify(found[0])}`);
	}
}

async function measure(server: N8nServer, sandbox: Sandbox, runs: number): Promise<readonly Line[]> {
	const { webhookKey } = sandbox;
	const credential = await server.addCredential({
		name: 'Kard',
		type: 'kardApi',
		data: { ...credentialFor(sandbox), webhookKey },
	});
	const ours = await activate(server, kardTrigger(credential));
	const plain = await activate(server, webhook);
	let round = 0;
	const side = (workflow: SavedWorkflow, path: string) => async () => {
		round += 1;
		const deliveries = signedDeliveries(ROUND, `round-${String(round)}`, webhookKey);
		const rate = await deliver(`${server.url}/webhook/${path}`, deliveries);
		await untilIdle(server, workflow);
		return rate;
	};
	const sides = { ours: side(ours, 'kard/webhook'), plain: side(plain, 'plain') };
	// The first round of each also loads and compiles.
	await measureSides(sides, 1);
	const found = await measureSides(sides, runs);
	const figure = median(found.ours) / median(found.plain);
	return [
		{
			cells: ['Kard Trigger', withSpread(found.ours, 1)],
			verdict: { figure, aim: { least: 0.9, unit: ' × the Webhook node' } },
		},
		{ cells: ['Webhook', withSpread(found.plain, 1)] },
	];
}

async function serveAndMeasure(n8n: RealN8n, { runs }: BenchContext): Promise<readonly Line[]> {
	const sandbox = await startSandbox();
	try {
		const server = await n8n.serve();
		try {
			await server.setUpOwner();
			return await measure(server, sandbox, runs);
		} finally {
			await server.stop();
		}
	} finally {
		await sandbox.close();
	}
}

/** How many deliveries a real n8n takes. */
export const deliveries: Question = {
	name: 'deliveries',
	title: 'Deliveries a second in a real n8n',
	how:
		`Rounds of ${String(ROUND)} new notifications over ${String(CONNECTIONS)} connections that are kept, in turn to a ` +
		'workflow with the Kard Trigger, which verifies the signature and starts once for each notification, and to one with ' +
		'a Webhook node that does neither. Both answer at once, and both executions are stored, as is usual in n8n.',
	columns: ['Trigger', 'Deliveries a second'],
	run: async (context) => {
		const folder = await mkdtemp(join(tmpdir(), 'kard-bench-n8n-'));
		try {
			return await serveAndMeasure(await RealN8n.install(context.n8nCommand ?? '', folder), context);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	},
};
