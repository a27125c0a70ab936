import '../environment';
import { WebhookContext } from 'n8n-core/dist/execution-engine/node-execution-context';
import {
	UserError,
	type CloseFunction,
	type IWebhookData,
	type IWebhookFunctions,
	type IWebhookResponseData,
	type Workflow,
} from 'n8n-workflow';
import { nodeOf } from './nodeWebhooks';
import type { WebhookRequest } from './request';
import type { WebhookResponse } from './response';
import type { SavedWorkflow } from './savedWorkflow';

/** Asks the node what to do with a request, in n8n's own context for that. */
export async function callWebhook(
	saved: SavedWorkflow,
	workflow: Workflow,
	webhook: IWebhookData,
	httpRequest: WebhookRequest,
	httpResponse: WebhookResponse,
): Promise<IWebhookResponseData> {
	const node = nodeOf(workflow, webhook);
	const nodeType = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	if (nodeType.webhook === undefined) throw new UserError(`"${node.name}" has no webhook`);
	const closeFunctions: CloseFunction[] = [];
	const additionalData = Object.assign(saved.additionalData(), { httpRequest, httpResponse });
	const context = new WebhookContext(
		workflow,
		node,
		additionalData,
		saved.mode,
		webhook,
		closeFunctions,
		null,
	);
	try {
		// n8n's types for this class do not know that an optional property need not be undefined.
		return await nodeType.webhook.call(context as IWebhookFunctions);
	} finally {
		await Promise.allSettled(
			closeFunctions.map(async (close) => {
				await close();
			}),
		);
	}
}
