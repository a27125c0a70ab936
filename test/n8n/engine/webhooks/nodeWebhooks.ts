import {
	NodeHelpers,
	UserError,
	type INode,
	type IWebhookData,
	type IWebhookDescription,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
} from 'n8n-workflow';

/** The webhooks that the nodes of a workflow describe, with the paths at which n8n answers for them. */
export function webhooksOf(
	workflow: Workflow,
	additionalData: IWorkflowExecuteAdditionalData,
	isTest: boolean,
): IWebhookData[] {
	return Object.values(workflow.nodes).flatMap((node) => {
		const { description } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		if (node.disabled === true) return [];
		return (description.webhooks ?? [])

			.map((webhook) => webhookData(workflow, node, webhook))
			.map((webhook) => ({ ...webhook, workflowExecuteAdditionalData: additionalData, isTest }));
	});
}

/** The node that answers for a webhook. */
export function nodeOf(workflow: Workflow, webhook: IWebhookData): INode {
	const node = workflow.getNode(webhook.node);
	if (node === null) throw new UserError(`The workflow has no node "${webhook.node}"`);
	return node;
}

function webhookData(
	workflow: Workflow,
	node: INode,
	webhookDescription: IWebhookDescription,
): Omit<IWebhookData, 'workflowExecuteAdditionalData'> {
	const { httpMethod, path, responseMode } = webhookDescription;
	if (httpMethod !== 'POST' || responseMode !== 'onReceived') {
		throw new UserError(`"${node.name}" has a webhook of a kind that this engine does not know`);
	}
	return {
		httpMethod,
		node: node.name,
		path: NodeHelpers.getNodeWebhookPath(workflow.id, node, path, false),
		webhookDescription,
		workflowId: workflow.id,
	};
}
