import { setTimeout as sleep } from 'node:timers/promises';
import { clientOf } from '../../examples/demo/client';
import { say } from '../../examples/demo/print';
import type { Sandbox } from '../../sandbox';
import type { WorkflowJson } from '../n8n/engine';
import { person } from '../support/person';
import { purchase } from '../support/purchase';
import type { ListedExecution, N8nServer, SavedWorkflow } from './n8nServer';
import type { RealN8n } from './realN8n';

/** The user of the purchase. */
export const USER = 'user-1';
/** The transaction that they make. */
export const PURCHASE = 'purchase-1';
/** The events that the workflow listens to. */
export const EVENTS = ['earnedRewardApproved', 'earnedRewardSettled'] as const;

/** A real n8n with an active workflow that listens to a sandbox. */
export interface Stage {
	readonly sandbox: Sandbox;
	readonly n8n: RealN8n;
	server: N8nServer;
	/** Where the workflow takes deliveries. */
	readonly webhookUrl: string;
	workflow: SavedWorkflow;
	/** How many executions there should be. */
	expected: number;
}

/** Prints whether something holds, and lets the whole fail where it does not. */
export function check(says: string, holds: boolean): void {
	say(`${holds ? '  ok  ' : '  NO  '}${says}`);
	if (!holds) process.exitCode = 1;
}

/** The subscriptions at Kard, in words. */
export function subscriptionsOf({ state }: Sandbox): string[] {
	return [...state.subscriptions.values()].map(
		({ attributes: { eventName, webhookUrl, enabled } }) =>
			`${eventName} to ${webhookUrl}, ${enabled ? 'enabled' : 'disabled'}`,
	);
}

/** A workflow as it is to be saved: with the events, a credential that n8n has, and an address of its own. */
export function listening(workflow: WorkflowJson, credentialId: string, webhookId: string): WorkflowJson {
	const nodes = workflow.nodes.map((node) =>
		node.credentials === undefined
			? node
			: {
					...node,
					webhookId,
					parameters: { ...node.parameters, events: [...EVENTS] },
					credentials: { kardApi: { id: credentialId, name: 'Kard account' } },
				},
	);
	return { ...workflow, nodes };
}

/** The executions, once nothing is under way any more. */
export async function executionsOf(stage: Stage): Promise<readonly ListedExecution[]> {
	const { sandbox, server, workflow, expected } = stage;
	await sandbox.notifications.idle();
	for (let tries = 0; tries < 100; tries += 1) {
		const found = await server.executions(workflow.id);
		const ended = found.filter(({ status }) => status === 'success' || status === 'error');
		if (ended.length === found.length && found.length >= expected) return found;
		await sleep(200);
	}
	return await server.executions(workflow.id);
}

/** Submits a purchase that matches an offer, as the client does. */
export async function submit({ sandbox }: Stage, status: 'APPROVED' | 'SETTLED'): Promise<void> {
	const kard = clientOf(sandbox);
	if (!sandbox.state.users.has(USER)) await kard.users.create([person({ id: USER })]);
	const { failed } = await kard.transactions.submit([
		purchase({ userId: USER, transactionId: PURCHASE, status, authorizationDate: '2026-03-04T10:15:00Z' }),
	]);
	if (failed[0]) throw failed[0].error;
}
