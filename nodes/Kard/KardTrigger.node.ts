import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { credentials } from './parameters/credentials';
import { triggerPanel, triggerParameters, triggerSubtitle } from './trigger/triggerParameters';

/**
 * Starts a workflow from Kard's notifications: surely, once, and only when they really come from Kard.
 *
 * Every n8n and every worker loads this file when it starts, so that the rest is loaded by its first use.
 */
// eslint-disable-next-line @n8n/community-nodes/node-usable-as-tool -- newer versions of this rule forbid it to triggers
export class KardTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Kard Trigger',
		name: 'kardTrigger',
		icon: { light: 'file:kard.svg', dark: 'file:kard.dark.svg' },
		group: ['trigger'],
		// Of a node of version 1 n8n evaluates an expression with each delivery, to find out how to read its body.
		version: [1, 2],
		subtitle: triggerSubtitle,
		description: 'Starts the workflow when Kard reports an earned reward, an audit or another event',
		defaults: { name: 'Kard Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		triggerPanel,
		eventTriggerDescription: 'Waiting for a notification of one of the chosen events',
		activationMessage: 'Kard now sends its notifications to this workflow.',
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
		properties: triggerParameters,
	};

	webhookMethods = {
		default: {
			/** Whether Kard sends the chosen events to this workflow already. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const { checkSubscriptions } = await import('./run.js');
				return await checkSubscriptions(this);
			},
			/** Subscribes to the chosen events, to all of them or to none. */
			async create(this: IHookFunctions): Promise<boolean> {
				const { createSubscriptions } = await import('./run.js');
				return await createSubscriptions(this);
			},
			/** Disables the subscriptions of this workflow, and nobody else's. */
			async delete(this: IHookFunctions): Promise<boolean> {
				const { deleteSubscriptions } = await import('./run.js');
				return await deleteSubscriptions(this);
			},
		},
	};

	/** Takes one delivery. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { receiveDelivery } = await import('./run.js');
		return await receiveDelivery(this);
	}
}
