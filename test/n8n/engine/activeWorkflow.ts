import type { ActivationOptions, ActiveWorkflow } from './webhooks/activation';
import { WebhookServer } from './webhooks/webhookServer';
import type { WorkflowJson } from './workflowJson';

/**
 * Activates a workflow whose triggers are webhooks, as the server of n8n 2.40.7 does, and serves it on
 * 127.0.0.1 until it is deactivated or stopped. Activating it again with the static data and the port of an
 * earlier activation is a restart of n8n.
 * @throws what the node threw when its webhook could not be created; nothing listens then
 */
export async function activateWorkflow(
	json: WorkflowJson,
	options: ActivationOptions,
): Promise<ActiveWorkflow> {
	const server = await WebhookServer.open(json, options);
	try {
		if (options.activation !== 'none')
			await server.register(options.activation ?? 'activate', options.attempts);
		return server;
	} catch (error) {
		await server.stop();
		throw error;
	}
}
