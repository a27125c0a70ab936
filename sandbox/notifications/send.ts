import { randomUUID } from 'node:crypto';
import type { World } from '../endpoint';
import { eventNamed, eventNamesBy } from '../events';
import { madeUpContent } from './madeUpContent';
import { payloadText, type NotificationContent } from './content';
import { isPlacementFile, PLACEMENT_IDS } from './fileContent';
import type { SendOptions } from './sendOptions';
import type { DeliveryResult } from './sentNotification';
import { signatureOf } from './signature';

const WRONG_KEY = 'not-the-webhook-key';

/** Sends a notification because a test says so. Resolves when it is delivered, with one result for each delivery. */
export async function sendNotification(options: SendOptions, world: World): Promise<DeliveryResult[]> {
	const { eventName, times = 1, retries = false } = options;
	const id = options.id ?? newIdFor(eventName, world);
	const eventId = eventIdOf(eventName, id, world);
	const body = options.body ?? payloadText(eventName, id, contentOf(options, id, world));
	const signature = signatureAsked(options, body);
	const urls = urlsOf(options, world);
	return await world.notifications.dispatch({
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

function newIdFor(eventName: string, { readings }: World): string {
	const isOfPlacement = readings.placementFileId === 'placement' && isPlacementFile(eventName);
	return isOfPlacement ? PLACEMENT_IDS[eventName] : randomUUID();
}

/** The id in the list. The files of one placement share an id, so that they need one of their own there. */
function eventIdOf(eventName: string, id: string, { readings }: World): string {
	return readings.deliveryId === 'payload' && !isPlacementFile(eventName) ? id : randomUUID();
}

function contentOf(options: SendOptions, id: string, world: World): NotificationContent {
	const { eventName, attributes, relationships } = options;
	const event = eventNamed(eventName);
	const usual = event === undefined ? { attributes: {} } : madeUpContent(event, id, world);
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

function urlsOf({ eventName, webhookUrl }: SendOptions, { notifications, readings }: World): string[] {
	if (webhookUrl !== undefined) return [webhookUrl];
	const isKnown = eventNamesBy(readings).some((known) => known === eventName);
	return notifications.urlsOf(isKnown ? eventName : undefined);
}
