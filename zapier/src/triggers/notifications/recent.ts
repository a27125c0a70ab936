import uniqBy from 'lodash/uniqBy';
import {
	isRefusedEvent,
	notificationOperations,
	type KardClient,
	type NotificationResource,
} from '../../../../shared/index';
import { inStep, type StepLimits } from '../../host/step';
import { hintsIn } from '../hints';
import type { Chooser } from './choices';
import type { Item, Items } from './items';

/** How many notifications somebody who sets up a Zap is shown. */
const SHOWN = 3;

/** A notification that Kard lists. */
interface Listed {
	readonly id: string;
	readonly eventName: string;
	readonly timestamp: string;
}

/** What is shown of a notification; nothing of an odd one that does not even have an id. */
function listed(notification: NotificationResource, asked: string): Listed[] {
	const { id, attributes } = { ...notification };
	const { eventId = id, eventName = asked, timestamp = '' } = { ...attributes };
	return typeof eventId === 'string' ? [{ id: eventId, eventName, timestamp: String(timestamp) }] : [];
}

async function latest(client: KardClient, eventName: string): Promise<Listed[]> {
	// Several deliveries of one notification stand in the list, so a few more are asked for than are shown.
	const list = client.list(notificationOperations.getMany, {
		ids: {},
		query: { eventName, pageSize: 10 * SHOWN },
	});
	const notifications = await list.toArray({ limit: 10 * SHOWN }).catch((error: unknown) => {
		// What Kard does not know by this name it has not sent either.
		if (isRefusedEvent(error)) return [];
		throw error;
	});
	return notifications.flatMap((one) => listed(one, eventName));
}

/**
 * Shows the latest notifications to somebody who sets up a Zap, newest first.
 *
 * Kard lists which notifications it sent, not what was in them. So these are real ones with a real id and event, in
 * the same shape as a delivery has, and with nothing in the other fields: what Kard does not tell is not made up.
 * Where Kard has sent none yet there are none, and Zapier shows the sample, and says that it is one.
 */
export function recentNotifications(chooser: Chooser, items: Items, limits: StepLimits) {
	return inStep(limits, async ({ client }, bundle): Promise<Item[]> => {
		const { events } = chooser.read(bundle);
		const lists = await Promise.all(events.map((eventName) => latest(client, eventName)));
		const newestFirst = lists.flat().sort((one, other) => other.timestamp.localeCompare(one.timestamp));
		const { limit = SHOWN } = hintsIn(bundle);
		return uniqBy(newestFirst, 'id')
			.slice(0, limit)
			.map(({ id, eventName }) => items.complete({ id, eventName }));
	});
}
