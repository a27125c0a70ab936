import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { flattenNotification, identityOf, judgeDelivery, type Delivery } from '../../../shared/index';
import { choicesOf } from './choices';
import { noteNotification } from './memory';

const FORGED = 'The signature is missing or wrong.';
const CHECK_KEY =
	'If it came from Kard, the webhook key of the credential is not the one that Kard signs with.';
const UNREADABLE = 'The body is not a notification.';

function deliveryIn(context: IWebhookFunctions): Delivery {
	const request = context.getRequestObject();
	// n8n keeps the body as it arrived beside the one it has parsed.
	const rawBody: unknown = 'rawBody' in request ? request.rawBody : undefined;
	return { rawBody: rawBody instanceof Uint8Array ? rawBody : '', headers: request.headers };
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
 * Answers a delivery with an error, and starts nothing. What the delivery holds is nobody's business.
 * @param advice what to do about it, for whoever reads n8n's log
 */
function refuse(
	context: IWebhookFunctions,
	status: number,
	message: string,
	advice?: string,
): IWebhookResponseData {
	const words = [`Kard Trigger refused a delivery (${status}): ${message}`, ...(advice ? [advice] : [])];
	context.logger.warn(words.join(' '), {
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
	const choices = await choicesOf(context);
	const judgement = judgeDelivery(deliveryIn(context), choices);
	if (judgement.verdict === 'forged') return refuse(context, 401, FORGED, CHECK_KEY);
	if (judgement.verdict === 'unreadable') return refuse(context, 400, UNREADABLE);
	const { payload, verdict } = judgement;
	if (verdict === 'unwanted') return answer(context, 200, 'The workflow does not listen to this event.');
	// Whoever listens for a test wants to see what comes, as often as it comes.
	const takesRepeats = choices.acceptRepeats || context.getMode() === 'manual';
	if (!takesRepeats && !noteNotification(context, identityOf(payload))) {
		return answer(context, 200, 'This notification was delivered before.');
	}
	const json = plain(flattenNotification(payload, choices));
	return { ...answer(context, 200, 'The workflow was started.'), workflowData: [[{ json }]] };
}

/** What was JSON is data that n8n can hand on. */
function plain(fields: object): IDataObject {
	return { ...fields };
}
