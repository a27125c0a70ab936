import '../environment';
import { HookContext } from 'n8n-core/dist/execution-engine/node-execution-context';
import type {
	IHookFunctions,
	IWebhookData,
	WebhookSetupMethodNames,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { nodeOf } from './nodeWebhooks';

/** On which occasion n8n asks a node about its webhook, as the node can find out. */
export interface HookOccasion {
	readonly mode: WorkflowExecuteMode;
	readonly activation: WorkflowActivateMode;
}

/** n8n deletes webhooks on this occasion, whatever the reason. */
const DELETING: HookOccasion = { mode: 'internal', activation: 'update' };

/**
 * Has a node make its webhook known to the service that will call it, unless it says that it is known.
 * If that fails, n8n 2.40.7 has the node delete it again, and goes on to the next attempt.
 * @throws what the node threw at the last attempt
 */
export async function register(
	workflow: Workflow,
	webhook: IWebhookData,
	occasion: HookOccasion,
	attempts = 1,
): Promise<void> {
	try {
		const exists = await callHook('checkExists', workflow, webhook, occasion);
		if (exists !== true) await callHook('create', workflow, webhook, occasion);
	} catch (error) {
		// n8n only logs that this failed too: the first error is the one that a person sees.
		await deregister(workflow, webhook).catch(() => undefined);
		if (attempts <= 1) throw error;
		await register(workflow, webhook, occasion, attempts - 1);
	}
}

/** Has a node take its webhook back. */
export async function deregister(workflow: Workflow, webhook: IWebhookData): Promise<void> {
	await callHook('delete', workflow, webhook, DELETING);
}

/** The URL that a node gives to the service. */
export function webhookUrl(workflow: Workflow, webhook: IWebhookData, occasion: HookOccasion): string {
	const { name } = webhook.webhookDescription;
	return hookContext(workflow, webhook, occasion).getNodeWebhookUrl(name) ?? '';
}

async function callHook(
	method: WebhookSetupMethodNames,
	workflow: Workflow,
	webhook: IWebhookData,
	occasion: HookOccasion,
): Promise<boolean | undefined> {
	const { type, typeVersion } = nodeOf(workflow, webhook);
	const { webhookMethods } = workflow.nodeTypes.getByNameAndVersion(type, typeVersion);
	const hook = webhookMethods?.[webhook.webhookDescription.name]?.[method];
	// n8n's types for this class do not know that an optional property need not be undefined.
	return await hook?.call(hookContext(workflow, webhook, occasion) as IHookFunctions);
}

function hookContext(
	workflow: Workflow,
	webhook: IWebhookData,
	{ mode, activation }: HookOccasion,
): HookContext {
	const node = nodeOf(workflow, webhook);
	return new HookContext(workflow, node, webhook.workflowExecuteAdditionalData, mode, activation, webhook);
}
