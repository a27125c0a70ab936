/**
 * How much memory and time the trigger takes in n8n's engine: 10,000 signed deliveries that each start a workflow,
 * then the same ones again, then as many forged ones, all over HTTP. `npm run bench:deliveries`, or
 * `npm run bench:deliveries -- 1000` for fewer.
 */
import { Agent, request } from 'node:http';
import Table from 'cli-table3';
import { KardApi } from '../../credentials/KardApi.credentials';
import { credentialFor } from '../../examples/demo/runExample';
import { KardTrigger } from '../../nodes/Kard/KardTrigger.node.js';
import { SIGNATURE_HEADER } from '../../shared/host';
import { startSandbox, type Sandbox } from '../../sandbox';
import { activateWorkflow, type ActiveWorkflow } from '../n8n/engine';
import { EditFields } from '../n8n/support/editFields';
import { workflowOf } from '../n8n/support/kardInN8n';
import { notification, signatureOf } from '../n8n/trigger/deliveries';
import { memoryInUse } from './process/memoryInUse';

const DELIVERIES = Number(process.argv[2] ?? 10_000);

/** One line of the table. */
interface Measurement {
	readonly what: string;
	readonly answers: string;
	readonly started: number;
	readonly seconds: number;
	/** What is in use afterwards, garbage collected, in megabytes. */
	readonly heap: number;
	/** How long what the workflow keeps is, in characters of JSON. */
	readonly kept: number;
}

function listen(sandbox: Sandbox): Promise<ActiveWorkflow> {
	const data = { ...credentialFor(sandbox), webhookKey: sandbox.webhookKey };
	return activateWorkflow(workflowOf('on-notification'), {
		nodes: { 'n8n-nodes-kard.kardTrigger': new KardTrigger(), 'n8n-nodes-base.set': new EditFields() },
		credentialTypes: [new KardApi()],
		credentials: { 'kard-client': { type: 'kardApi', data } },
		keepRuns: 0,
	});
}

function post(url: string, agent: Agent, body: string, key: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const headers = { 'content-type': 'application/json', [SIGNATURE_HEADER]: signatureOf(body, key) };
		const sending = request(url, { method: 'POST', agent, headers }, (response) => {
			response.resume().on('end', () => {
				resolve(response.statusCode ?? 0);
			});
		});
		sending.on('error', reject).end(body);
	});
}

async function measure(
	workflow: ActiveWorkflow,
	what: string,
	key: string,
	from = 0,
	to = DELIVERIES,
): Promise<Measurement> {
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	const answers = new Map<number, number>();
	const { started } = workflow.executions;
	const startedAt = Date.now();
	for (let number = from; number < to; number += 1) {
		const body = JSON.stringify(notification(`notification-${String(number)}`));
		const status = await post(workflow.localUrl, agent, body, key);
		answers.set(status, (answers.get(status) ?? 0) + 1);
	}
	await workflow.idle();
	agent.destroy();
	return {
		what,
		answers: [...answers].map(([status, count]) => `${String(status)}: ${String(count)}`).join(', '),
		started: workflow.executions.started - started,
		seconds: (Date.now() - startedAt) / 1_000,
		heap: memoryInUse() / 1_000_000,
		kept: JSON.stringify(workflow.staticData()).length,
	};
}

function print(lines: readonly Measurement[]): void {
	const table = new Table({
		head: ['Deliveries', 'Answers', 'Executions', 'Seconds', 'Heap, MB', 'Kept, characters'],
		colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
		style: { head: [], border: [], compact: true },
	});
	for (const { what, answers, started, seconds, heap, kept } of lines) {
		table.push([what, answers, started, seconds.toFixed(1), heap.toFixed(1), kept]);
	}
	process.stdout.write(`${table.toString()}\n`);
}

async function main(): Promise<void> {
	const sandbox = await startSandbox();
	const workflow = await listen(sandbox);
	const { webhookKey } = sandbox;
	const fifth = Math.ceil(DELIVERIES / 5);
	try {
		print([
			await measure(workflow, `The first ${String(fifth)}, new`, webhookKey, 0, fifth),
			await measure(workflow, 'The rest, new', webhookKey, fifth),
			await measure(workflow, 'The same again', webhookKey),
			await measure(workflow, 'Forged', 'not-the-key'),
		]);
	} finally {
		await workflow.stop();
		await sandbox.close();
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
