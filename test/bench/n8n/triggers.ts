import type { WorkflowNode } from '../../../examples/generate/workflowFile';

/** The Webhook node, which takes what comes. */
export const webhook: WorkflowNode = {
	name: 'Webhook',
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	position: [0, 0],
	webhookId: 'plain',
	parameters: { httpMethod: 'POST', path: 'plain', responseMode: 'onReceived', options: {} },
};

/** The Kard Trigger with a credential. */
export function kardTrigger(credential: string): WorkflowNode {
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

/** A trigger that starts the workflow with what comes, and has neither parameters nor a credential. */
export const bareTrigger: WorkflowNode = {
	name: 'Bare Trigger',
	type: 'CUSTOM.bareTrigger',
	typeVersion: 2,
	position: [0, 0],
	webhookId: 'bare',
	parameters: {},
};

/** The code of that trigger, as n8n loads it. */
export const BARE_TRIGGER = {
	fileName: 'BareTrigger.node.js',
	code: `
		class BareTrigger {
			description = {
				displayName: 'Bare Trigger',
				name: 'bareTrigger',
				group: ['trigger'],
				version: [1, 2],
				description: 'Starts the workflow with what comes',
				defaults: { name: 'Bare Trigger' },
				inputs: [],
				outputs: ['main'],
				webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
				properties: [],
			};
			async webhook() {
				return { workflowData: [[{ json: this.getBodyData() }]] };
			}
		}
		module.exports = { BareTrigger };`,
} as const;
