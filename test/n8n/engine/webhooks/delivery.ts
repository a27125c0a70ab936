import type { IDataObject, IWebhookData, IWebhookResponseData, Workflow } from 'n8n-workflow';
import { answer, answerError, onReceived } from './answer';
import { readBody, UnreadableBodyError } from './body';
import { callWebhook } from './callWebhook';
import type { Executions } from './executions';
import { webhooksOf } from './nodeWebhooks';
import type { WebhookRequest } from './request';
import type { WebhookResponse } from './response';
import type { SavedWorkflow } from './savedWorkflow';

/** What a delivery is handled with. */
interface DeliveryTarget {
	readonly saved: SavedWorkflow;
	readonly executions: Executions;
	/** In the editor's test: the static data that was made while the webhook was created. */
	readonly testStaticData?: IDataObject;
	/** Takes errors that n8n only writes into its log. */
	report(error: unknown): void;
}

/**
 * Handles one request to a webhook, step by step as the server of n8n 2.40.7 does.
 * @returns whether that started an execution
 */
export async function deliver(
	target: DeliveryTarget,
	request: WebhookRequest,
	response: WebhookResponse,
): Promise<boolean> {
	const { saved, executions, testStaticData } = target;
	// The editor's test begins with no static data of the workflow's own.
	const staticData = saved.mode === 'manual' ? undefined : await saved.staticData.load();
	const workflow = saved.withStaticData(staticData);
	if (testStaticData !== undefined) workflow.setTestStaticData(testStaticData);
	const webhook = findWebhook(saved, workflow, request);
	if (webhook === undefined) {
		answerError(response, 404, { code: 404, message: 'There is no such webhook' });
		return false;
	}
	const typeVersion = workflow.getNode(webhook.node)?.typeVersion ?? 1;
	if (!(await readBodyOrAnswer(request, response, typeVersion))) return false;
	let result: IWebhookResponseData;
	try {
		result = await callWebhook(saved, workflow, webhook, request, response);
	} catch (error) {
		target.report(error);
		const message = 'Workflow Webhook Error: Workflow could not be started!';
		answerError(response, 500, { code: 0, message });
		await executions.start(webhook.node, [[{ json: {} }]], error);
		return true;
	}
	const asked = { workflow, webhook, hadStaticData: staticData !== undefined };
	return await followUp(target, asked, result, response);
}

/** A delivery for which the node has been asked. */
interface AskedDelivery {
	readonly workflow: Workflow;
	readonly webhook: IWebhookData;
	/** Whether the database had static data when the delivery began. */
	readonly hadStaticData: boolean;
}

/** Does what the node wants done: keeps its static data, answers for it, starts an execution. */
async function followUp(
	{ saved, executions }: DeliveryTarget,
	{ workflow, webhook, hadStaticData }: AskedDelivery,
	{ workflowData, webhookResponse, noWebhookResponse }: IWebhookResponseData,
	response: WebhookResponse,
): Promise<boolean> {
	const keepStaticData = async (): Promise<void> => {
		if (saved.mode === 'webhook') await saved.staticData.saveIfChanged(workflow);
	};
	const answersItself = noWebhookResponse === true;
	if (answersItself || workflowData === undefined) await keepStaticData();
	if (workflowData !== undefined) await executions.start(webhook.node, workflowData);
	if (answersItself) return workflowData !== undefined;
	if (workflowData === undefined) {
		const received = { message: 'Webhook call received' };
		answer(response, workflow, webhook, webhookResponse === undefined ? received : webhookResponse);
		return false;
	}
	// As soon as an execution has started, n8n 2.40.7 takes static data that the workflow had before for
	// unchanged: starting it makes another workflow of the same object, and that resets the mark of change.
	if (!hadStaticData) await keepStaticData();
	answer(response, workflow, webhook, onReceived(workflow, webhook, webhookResponse));
	return true;
}

function findWebhook(
	saved: SavedWorkflow,
	workflow: Workflow,
	request: WebhookRequest,
): IWebhookData | undefined {
	const isTest = saved.mode === 'manual';
	const prefix = isTest ? '/webhook-test/' : '/webhook/';
	return webhooksOf(workflow, saved.additionalData(), isTest).find(
		({ httpMethod, path }) =>
			httpMethod === request.method && request.path.replace(/\/$/, '') === `${prefix}${path}`,
	);
}

async function readBodyOrAnswer(
	request: WebhookRequest,
	response: WebhookResponse,
	typeVersion: number,
): Promise<boolean> {
	try {
		await readBody(request, typeVersion);
		return true;
	} catch (error) {
		if (error instanceof UnreadableBodyError) {
			const message = 'Failed to parse request body';
			answerError(response, 422, { code: 422, message, hint: error.message });
		} else {
			answerError(response, 500, { code: 0, message: 'There was a problem executing the workflow' });
		}
		return false;
	}
}
