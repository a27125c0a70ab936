import { Agent } from 'node:http';
import { SIGNATURE_HEADER } from '../../../shared';
import type { ActiveWorkflow } from '../engine';
import { listeningN8n } from '../support/listening';
import { upTo } from '../support/rows';
import { notification, signatureOf } from './deliveries';
import { memoryInUse } from './memory';
import { sendOnWire } from './wire';

const n8n = listeningN8n();

/** A delivery, and what is to come back for it. */
interface Expected {
	readonly body: string;
	readonly key?: string;
	readonly status: number;
}

const bodyOf = (id: string, eventName?: string) => JSON.stringify(notification(id, eventName));

/** What Kard, or somebody who would like to be Kard, sends beside what is new. */
const others: readonly ((id: string) => Expected)[] = [
	(id) => ({ body: bodyOf(id), status: 200 }),
	(id) => ({ body: bodyOf(`forged-${id}`), key: 'not-the-key', status: 401 }),
	(id) => ({ body: bodyOf(`unwanted-${id}`, 'earnedRewardRejected'), status: 200 }),
	() => ({ body: '[]', status: 400 }),
];

/** A new notification, and behind every other one something that must not start the workflow. */
function deliveriesOf(number: number): Expected[] {
	const id = `notification-${String(number)}`;
	const other = others[number % (2 * others.length)];
	return [{ body: bodyOf(id), status: 200 }, ...(other === undefined ? [] : [other(id)])];
}

/** Sends deliveries one after another over one connection, and counts the answers that are not the expected ones. */
async function surprises(workflow: ActiveWorkflow, deliveries: readonly Expected[]): Promise<number> {
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	let count = 0;
	for (const { body, key = n8n.sandbox.webhookKey, status } of deliveries) {
		const headers = { [SIGNATURE_HEADER]: signatureOf(body, key) };
		if ((await sendOnWire(workflow, { agent, headers, body })) !== status) count += 1;
	}
	agent.destroy();
	await workflow.idle();
	return count;
}

it('10,000 notifications in a row start the workflow 10,000 times, and memory does not grow', async () => {
	const workflow = await n8n.listen({ keepRuns: 5 });
	const all = upTo(10_000);

	expect(await surprises(workflow, all.slice(0, 2_000).flatMap(deliveriesOf))).toBe(0);
	const before = memoryInUse();
	expect(await surprises(workflow, all.slice(2_000).flatMap(deliveriesOf))).toBe(0);
	const growth = memoryInUse() - before;

	expect(workflow.answered).toBe(15_000);
	expect(workflow.executions).toEqual({ started: 10_000, succeeded: 10_000, failed: 0 });
	expect(workflow.reported).toEqual([]);
	// Half a kilobyte that stays of each delivery would be six megabytes. To know repeats takes less than one.
	expect(growth).toBeLessThan(3);
}, 180_000);
