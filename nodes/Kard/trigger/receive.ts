import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { flattenNotification, identityOf, checkDelivery, type Delivery } from '../../../shared/host';
import { addToHistory } from './history';
import { readTriggerParameters } from './readParameters';

const FORGED = 'The signature is missing or wrong.';
const CHECK_KEY =
	'If it came from Kard, the webhook key of the credential is not the one that Kard signs with.';
const UNREADABLE = 'The body is not a notification.';

function isUnread(request: object): request is { readRawBody(): Promise<void> } {
	return 'readRawBody' in request && typeof request.readRawBody === 'function';
}

/**
 * The bytes of a delivery as they arrived, which n8n keeps beside what it has parsed of them. Of a trigger of version 2
 * it reads only what says that it is JSON, a form or text; the rest is read here. What cannot be read, for it is too
 * long or was broken off, is empty.
 */
async function bytesOf(request: object): Promise<Uint8Array | string> {
	if (!('rawBody' in request) && isUnread(request)) await request.readRawBody().catch(() => undefined);
	const rawBody: unknown = 'rawBody' in request ? request.rawBody : undefined;
	return rawBody instanceof Uint8Array ? rawBody : '';
}

async function deliveryIn(context: IWebhookFunctions): Promise<Delivery> {
	const request = context.getRequestObject();
	return { rawBody: await bytesOf(request), headers: request.headers };
}

/**
 * Answers Kard, and tells n8n not to. Where n8n answers by itself for a workflow that is started, it forgets what the
 * node keeps, and with it which notifications came.
 *
 * The price: Kard has its answer a moment before n8n has stored the execution. Should n8n fail just then, Kard counts
 * the notification as delivered, and only a replay with repeats allowed starts the workflow.
 */
function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

/**
 * Answers a delivery with an error, and starts nothing. Nothing of its content is repeated.
 * @param advice what to do about it, for n8n's log
 */
function refuse(
	context: IWebhookFunctions,
	status: number,
	message: string,
	advice?: string,
): IWebhookResponseData {
	const sentences = [`Kard Trigger refused a delivery (${status}): ${message}`, ...(advice ? [advice] : [])];
	context.logger.warn(sentences.join(' '), {
		workflowId: context.getWorkflow().id,
		node: context.getNode().name,
	});
	return answer(context, status, message);
}

/**
 * Takes one delivery: checks its signature before anything is read, and starts the workflow once for each
 * notification. Nothing here waits for the workflow, so Kard has its answer at once.
 */
export async function receiveDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const parameters = await readTriggerParameters(context);
	const delivery = checkDelivery(await deliveryIn(context), parameters);
	if (delivery.outcome === 'forged') return refuse(context, 401, FORGED, CHECK_KEY);
	if (delivery.outcome === 'unreadable') return refuse(context, 400, UNREADABLE);
	const { payload, outcome } = delivery;
	if (outcome === 'unwanted') return answer(context, 200, 'The workflow does not listen to this event.');
	// A person who tests the workflow wants to see every delivery, repeats included.
	const takesRepeats = parameters.acceptRepeats || context.getMode() === 'manual';
	if (!takesRepeats && !addToHistory(context, identityOf(payload))) {
		return answer(context, 200, 'This notification was delivered before.');
	}
	const json = itemOf(flattenNotification(payload, parameters));
	return { ...answer(context, 200, 'The workflow was started.'), workflowData: [[{ json }]] };
}

/** What was JSON is data that n8n can hand on. */
function itemOf(fields: object): IDataObject {
	return { ...fields };
}
