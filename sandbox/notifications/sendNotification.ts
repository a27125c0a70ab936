import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../context/sandboxContext';
import { type NotificationContent, payloadText } from '../delivery/payload';
import type { DeliveryResult } from '../delivery/sentNotification';
import { signatureOf } from '../delivery/signature';
import { eventNamed, eventNamesBy } from '../resources/eventNames';
import { isPlacementFile, PLACEMENT_IDS } from './fileContent';
import { sampleContent } from './sampleContent';
import type { SendOptions } from './sendOptions';

const WRONG_KEY = 'not-the-webhook-key';

/** Sends a notification because a test says so. Resolves when it is delivered, with one result for each delivery. */
export async function sendNotification(
	options: SendOptions,
	context: SandboxContext,
): Promise<DeliveryResult[]> {
	const { eventName, times = 1, retries = false } = options;
	const id = options.id ?? newIdFor(eventName, context);
	const eventId = eventIdOf(eventName, id, context);
	const body = options.body ?? payloadText(eventName, id, contentOf(options, id, context));
	const signature = signatureAsked(options, body);
	const urls = urlsOf(options, context);
	return await context.notifications.dispatch({
		id,
		eventId,
		eventName,
		body,
		signature,
		urls,
		times,
		retries,
	});
}

function newIdFor(eventName: string, { readings }: SandboxContext): string {
	const isOfPlacement = readings.placementFileId === 'placement' && isPlacementFile(eventName);
	return isOfPlacement ? PLACEMENT_IDS[eventName] : randomUUID();
}

/** The id in the list. The files of one placement share an id, so that they need one of their own there. */
function eventIdOf(eventName: string, id: string, { readings }: SandboxContext): string {
	return readings.deliveryId === 'payload' && !isPlacementFile(eventName) ? id : randomUUID();
}

function contentOf(options: SendOptions, id: string, context: SandboxContext): NotificationContent {
	const { eventName, attributes, relationships } = options;
	const event = eventNamed(eventName);
	const usual = event === undefined ? { attributes: {} } : sampleContent(event, id, context);
	return {
		...usual,
		...(attributes === undefined ? {} : { attributes }),
		...(relationships === undefined ? {} : { relationships }),
	};
}

function signatureAsked({ signature, signedBody }: SendOptions, body: string): string | undefined {
	if (signature === 'none') return undefined;
	return signature === 'wrong' ? signatureOf(body, WRONG_KEY) : signatureOf(signedBody ?? body);
}

function urlsOf(
	{ eventName, webhookUrl }: SendOptions,
	{ notifications, readings }: SandboxContext,
): string[] {
	if (webhookUrl !== undefined) return [webhookUrl];
	const isKnown = eventNamesBy(readings).some((known) => known === eventName);
	return notifications.urlsOf(isKnown ? eventName : undefined);
}
