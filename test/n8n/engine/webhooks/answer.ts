import type { IWebhookData, IWebhookDescription, Workflow } from 'n8n-workflow';
import { nodeOf } from './nodeWebhooks';
import type { WebhookResponse } from './response';

/** Answers with the status that the webhook's description asks for. */
export function answer(
	response: WebhookResponse,
	workflow: Workflow,
	webhook: IWebhookData,
	body: unknown,
): void {
	response.status(Number(describedValue(workflow, webhook, 'responseCode', 200)));
	if (typeof body === 'string') response.send(body);
	else response.json(body);
}

/** Answers in place of the node, unless that has answered before it failed. */
export function answerError(
	response: WebhookResponse,
	status: number,
	body: { readonly code: number; readonly message: string; readonly hint?: string },
): void {
	if (!response.headersSent) response.status(status).json(body);
}

/**
 * What n8n answers when an execution has started. A webhook whose description has no `responseData` is
 * answered with the text `firstEntryJson`, whatever the node returned: so does n8n 2.40.7. An empty one
 * leaves the answer to the node.
 */
export function onReceived(workflow: Workflow, webhook: IWebhookData, webhookResponse: unknown): unknown {
	const described = describedValue(workflow, webhook, 'responseData', 'firstEntryJson');
	if (described === 'noData') return undefined;
	if (described !== undefined && described !== '') return described;
	return webhookResponse === undefined ? { message: 'Workflow was started' } : webhookResponse;
}

function describedValue(
	workflow: Workflow,
	webhook: IWebhookData,
	property: keyof IWebhookDescription,
	otherwise: string | number,
): unknown {
	const node = nodeOf(workflow, webhook);
	const value = webhook.webhookDescription[property];
	return workflow.expression.getSimpleParameterValue(node, value, 'internal', {}, undefined, otherwise);
}
