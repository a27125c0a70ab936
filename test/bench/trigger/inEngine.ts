import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { KardApi } from '../../../credentials/KardApi.credentials';
import { credentialFor } from '../../../examples/demo/runExample';
import { KardTrigger } from '../../../nodes/Kard/KardTrigger.node.js';
import { SIGNATURE_HEADER } from '../../../shared/host';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { activateWorkflow, readWorkflow, type ActiveWorkflow } from '../../n8n/engine';
import { EditFields } from '../../n8n/support/editFields';
import { notification, signatureOf } from '../../n8n/trigger/deliveries';
import type { Line } from '../measure/question';
import { shown } from '../measure/sides';
import { memoryInUse } from '../process/memoryInUse';

const WORKFLOW = join(__dirname, '..', '..', 'n8n', 'workflows', 'on-notification.json');
const MEGABYTE = 1_000_000;

function listen(sandbox: Sandbox): Promise<ActiveWorkflow> {
	const data = { ...credentialFor(sandbox), webhookKey: sandbox.webhookKey };
	return activateWorkflow(readWorkflow(WORKFLOW), {
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
	from: number,
	to: number,
): Promise<Line> {
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
	const seconds = (Date.now() - startedAt) / 1_000;
	return {
		cells: [
			what,
			shown(to - from),
			[...answers].map(([status, count]) => `${String(status)}: ${shown(count)}`).join('; '),
			shown(workflow.executions.started - started),
			shown((to - from) / seconds),
			shown(memoryInUse() / MEGABYTE, 1),
			shown(JSON.stringify(workflow.staticData()).length),
		],
	};
}

/** Delivers so many notifications, then the same again, then as many forged ones. */
export async function deliver(count: number): Promise<readonly Line[]> {
	const sandbox = await startSandbox();
	const workflow = await listen(sandbox);
	const fifth = Math.ceil(count / 5);
	const { webhookKey } = sandbox;
	try {
		return [
			await measure(workflow, 'The first fifth, new', webhookKey, 0, fifth),
			await measure(workflow, 'The rest, new', webhookKey, fifth, count),
			await measure(workflow, 'The same again', webhookKey, 0, count),
			await measure(workflow, 'Forged', 'not-the-key', 0, count),
		];
	} finally {
		await workflow.stop();
		await sandbox.close();
	}
}
