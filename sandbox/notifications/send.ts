import { randomUUID } from 'node:crypto';
import type { World } from '../endpoint';
import { eventNamed } from '../events';
import { madeUpContent } from './madeUpContent';
import { payloadText, type NotificationContent } from './content';
import type { SendOptions } from './sendOptions';
import type { DeliveryResult } from './sentNotification';
import { signatureOf } from './signature';

const WRONG_KEY = 'not-the-webhook-key';

/** Sends a notification because a test says so. Resolves when it is delivered, with one result for each delivery. */
export async function sendNotification(options: SendOptions, world: World): Promise<DeliveryResult[]> {
	const { eventName, id = randomUUID(), times = 1, retries = false } = options;
	const body = options.body ?? payloadText(eventName, id, contentOf(options, id, world));
	const signature = signatureAsked(options, body);
	const urls = urlsOf(options, world);
	return await world.notifications.dispatch({ id, eventName, body, signature, urls, times, retries });
}

function contentOf(options: SendOptions, id: string, { state, now }: World): NotificationContent {
	const { eventName, attributes, relationships } = options;
	const event = eventNamed(eventName);
	const usual = event === undefined ? { attributes: {} } : madeUpContent(event, id, state, now());
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

function urlsOf({ eventName, webhookUrl }: SendOptions, { notifications }: World): string[] {
	if (webhookUrl !== undefined) return [webhookUrl];
	return notifications.urlsOf(eventNamed(eventName));
}
