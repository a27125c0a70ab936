import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jsonParse } from 'n8n-workflow';
import { credentialFor } from '../../../examples/demo/runExample';
import { workflowFile, type WorkflowNode } from '../../../examples/generate/workflowFile';
import { startSandbox, type Sandbox } from '../../../sandbox';
import type { N8nServer } from '../../hosts/n8nServer';
import { RealN8n } from '../../hosts/realN8n';
import type { WorkflowJson } from '../../n8n/engine';
import type { BenchContext, Line, Question } from '../measure/question';
import { measureSides, median, withSpread } from '../measure/sides';
import { CONNECTIONS, deliver, signedDeliveries } from './load';
import { BARE_TRIGGER, bareTrigger, kardTrigger, webhook } from './triggers';

/** How many deliveries make one round. */
const ROUND = 200;
/** What n8n uses in a second when nothing is left to do. */
const IDLE_MS = 100;

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

async function activate(server: N8nServer, trigger: WorkflowNode): Promise<void> {
	const workflow = await server.addWorkflow(startedBy(trigger));
	const { status, triggers } = await server.activate(workflow);
	if (status !== 'published') throw new Error(`n8n did not activate it: ${JSON.stringify(triggers)}`);
}

/** Waits until all that was started has ended, so that it costs the next round nothing. */
async function untilIdle(server: N8nServer): Promise<void> {
	let before = await server.cpuMs();
	for (;;) {
		await sleep(1_000);
		const now = await server.cpuMs();
		if (now - before < IDLE_MS) return;
		before = now;
	}
}

/** What one round of deliveries came to. */
interface Round {
	/** How many were answered in a second. */
	readonly rate: number;
	/** The CPU time of n8n for each, until its execution was stored, in milliseconds. */
	readonly cpuMs: number;
}

function line(name: string, rounds: readonly Round[], reached?: Line['reached']): Line {
	const rates = rounds.map(({ rate }) => rate);
	const cpu = rounds.map(({ cpuMs }) => cpuMs);
	return { cells: [name, withSpread(rates, 1), withSpread(cpu, 1)], ...(reached && { reached }) };
}

async function measure(server: N8nServer, sandbox: Sandbox, runs: number): Promise<readonly Line[]> {
	const { webhookKey } = sandbox;
	const data = { ...credentialFor(sandbox), webhookKey };
	const credential = await server.addCredential({ name: 'Kard', type: 'kardApi', data });
	for (const trigger of [kardTrigger(credential), webhook, bareTrigger]) await activate(server, trigger);
	let round = 0;
	const side = (path: string) => async (): Promise<Round> => {
		round += 1;
		const deliveries = signedDeliveries(ROUND, `round-${String(round)}`, webhookKey);
		const before = await server.cpuMs();
		const rate = await deliver(`${server.url}/webhook/${path}`, deliveries);
		await untilIdle(server);
		return { rate, cpuMs: ((await server.cpuMs()) - before) / ROUND };
	};
	const sides = { ours: side('kard/webhook'), plain: side('plain'), bare: side('bare/webhook') };
	// The first round of each also loads and compiles.
	await measureSides(sides, 1);
	const { ours, plain, bare } = await measureSides(sides, runs);
	const rateOf = (rounds: readonly Round[]) => median(rounds.map(({ rate }) => rate));
	const aim = { least: 0.9, unit: ' × the Webhook node' };
	return [
		line('Kard Trigger', ours, { figure: rateOf(ours) / rateOf(plain), aim }),
		line('Webhook', plain),
		line('A trigger of no package that does nothing', bare),
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
	name: 'n8n-deliveries',
	title: 'Deliveries a second in a real n8n',
	how:
		`Rounds of ${String(ROUND)} new notifications over ${String(CONNECTIONS)} connections that are kept, in turn to a ` +
		'workflow with the Kard Trigger, which verifies the signature and starts once for each notification, and to one with ' +
		'a Webhook node that does neither. Both answer at once, and both executions are stored, as is usual in n8n. The third ' +
		'is the least that a trigger can be that is not the Webhook node: for each delivery to one, n8n sets up its engine ' +
		'for expressions, and only for its own Webhook node it does not.',
	columns: ['Trigger', 'Deliveries a second', 'ms of CPU each'],
	run: async (context) => {
		const folder = await mkdtemp(join(tmpdir(), 'kard-bench-n8n-'));
		try {
			const n8n = await RealN8n.install(context.n8nCommand ?? '', folder);
			await n8n.addNode(BARE_TRIGGER.fileName, BARE_TRIGGER.code);
			return await serveAndMeasure(n8n, context);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	},
};
