import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { flattenNotification, identityOf, judgeDelivery, type Delivery } from '../../../shared/index';
import { choicesOf } from './choices';
import { noteNotification } from './memory';

function deliveryIn(context: IWebhookFunctions): Delivery {
	const request = context.getRequestObject();
	// n8n keeps the body as it arrived beside the one it has parsed.
	const rawBody: unknown = 'rawBody' in request ? request.rawBody : undefined;
	return { rawBody: rawBody instanceof Uint8Array ? rawBody : '', headers: request.headers };
}

/** Answers a delivery with an error, and starts nothing. */
function refuse(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.logger.warn(`Kard Trigger refused a delivery (${status}): ${message}`, {
		workflowId: context.getWorkflow().id,
		node: context.getNode().name,
	});
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

/** Accepts a delivery, so that Kard does not repeat it, and starts nothing. */
function ignore(message: string): IWebhookResponseData {
	return { webhookResponse: { message } };
}

/**
 * Takes one delivery: checks its signature before anything is read, and starts the workflow once for each
 * notification. Nothing here waits for anything, so Kard has its answer at once.
 */
export async function receiveDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const choices = await choicesOf(context);
	const judgement = judgeDelivery(deliveryIn(context), choices);
	if (judgement.verdict === 'forged') return refuse(context, 401, 'The signature is missing or wrong.');
	if (judgement.verdict === 'unreadable') return refuse(context, 400, 'The body is not a notification.');
	const { payload, verdict } = judgement;
	if (verdict === 'unwanted') return ignore('The workflow does not listen to this event.');
	// Whoever listens for a test wants to see what comes, as often as it comes.
	const everyOne = choices.acceptRepeats || context.getMode() === 'manual';
	if (!everyOne && !noteNotification(context, identityOf(payload))) {
		return ignore('This notification was delivered before.');
	}
	return { workflowData: [[{ json: plain(flattenNotification(payload, choices)) }]] };
}

/** What was JSON is data that n8n can hand on. */
function plain(fields: object): IDataObject {
	return { ...fields };
}
