import {
	NodeHelpers,
	UserError,
	type IHttpRequestMethods,
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
			.filter(({ restartWebhook }) => restartWebhook !== true)
			.flatMap((webhook) => webhookData(workflow, node, webhook))
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
): Omit<IWebhookData, 'workflowExecuteAdditionalData'>[] {
	const valueOf = (property: 'httpMethod' | 'path' | 'isFullPath' | 'responseMode', otherwise: string) =>
		workflow.expression.getSimpleParameterValue(
			node,
			webhookDescription[property],
			'internal',
			{},
			undefined,
			otherwise,
		);
	if (valueOf('responseMode', 'onReceived') !== 'onReceived') {
		throw new UserError(
			`"${node.name}" does not answer when it receives, and this engine knows no other way`,
		);
	}
	const ownPath = String(valueOf('path', '')).trim().replace(/^\//, '').replace(/\/$/, '');
	const isFullPath = valueOf('isFullPath', '') === true;
	const path = NodeHelpers.getNodeWebhookPath(workflow.id, node, ownPath, isFullPath);
	return String(valueOf('httpMethod', 'GET'))
		.split(',')
		.map((method) => method.trim())
		.filter(isMethod)
		.map((httpMethod) => ({
			httpMethod,
			node: node.name,
			path,
			webhookDescription,
			workflowId: workflow.id,
		}));
}

function isMethod(value: string): value is IHttpRequestMethods {
	return ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'].includes(value);
}
