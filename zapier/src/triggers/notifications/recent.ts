import uniqBy from 'lodash/uniqBy';
import {
	isRefusedEvent,
	notificationOperations,
	type KardClient,
	type NotificationResource,
} from '../../../../shared/host';
import { inStep, type StepLimits } from '../../host/step';
import { hintsIn } from '../hints';
import type { TriggerInput } from './input';
import type { Item, Items } from './items';

/** How many notifications somebody who sets up a Zap is shown. */
const SHOWN = 3;

/** What Kard's list says of a notification. */
interface SentNotification {
	readonly id: string;
	readonly eventName: string;
	readonly timestamp: string;
}

/** What the list says of a notification; nothing of an odd one that does not even have an id. */
function sentNotification(notification: NotificationResource, wantedEvent: string): SentNotification[] {
	const { id, attributes } = { ...notification };
	const { eventId = id, eventName = wantedEvent, timestamp = '' } = { ...attributes };
	return typeof eventId === 'string' ? [{ id: eventId, eventName, timestamp: String(timestamp) }] : [];
}

async function latest(client: KardClient, eventName: string): Promise<SentNotification[]> {
	// Several deliveries of one notification are in the list, so a few more are asked for than are shown.
	const list = client.list(notificationOperations.getMany, {
		ids: {},
		query: { eventName, pageSize: 10 * SHOWN },
	});
	const notifications = await list.toArray({ limit: 10 * SHOWN }).catch((error: unknown) => {
		// What Kard does not know by this name it has not sent either.
		if (isRefusedEvent(error)) return [];
		throw error;
	});
	return notifications.flatMap((one) => sentNotification(one, eventName));
}

/**
 * Shows the latest notifications to somebody who sets up a Zap, newest first.
 *
 * Kard lists which notifications it sent, not what was in them. So these have a real id and event, and in the other
 * fields what the sample of their event has, so that whoever sets up the steps after it can map every field and test
 * them. Where Kard has sent none yet there are none, and Zapier shows the sample, and says that it is one.
 */
export function recentNotifications(input: TriggerInput, items: Items, limits: StepLimits) {
	return inStep(limits, async ({ client }, bundle): Promise<Item[]> => {
		const { events } = input.read(bundle);
		const lists = await Promise.all(events.map((eventName) => latest(client, eventName)));
		const newestFirst = lists.flat().sort((one, other) => other.timestamp.localeCompare(one.timestamp));
		const { limit = SHOWN } = hintsIn(bundle);
		return uniqBy(newestFirst, 'id')
			.slice(0, limit)
			.map(({ id, eventName }) => items.like({ id, eventName }));
	});
}
