import { z } from 'zod/v4';
import {
	eventId,
	notificationQuery,
	notificationResource,
	NOTIFICATIONS_PER_PAGE,
	replayAnswer,
} from './notification';
import type { ListOperation, SingleOperation } from './operation';

const NOTIFICATIONS = '/v2/issuers/{organizationId}/notifications';
const EXAMPLE_ID = '0b9f2f0e-6c1b-4c56-9f6d-2f4f4a5f9c11';

/** The operations on notifications: what Kard delivered, and delivering it again. */
export const notificationOperations = {
	getMany: {
		kind: 'list',
		resource: 'notification',
		name: 'getMany',
		title: 'Get Many',
		action: 'Get many notifications',
		description: 'List the notifications that Kard sent, newest first, and how their delivery went',
		method: 'GET',
		path: NOTIFICATIONS,
		scope: 'notifications:read',
		idempotent: true,
		query: notificationQuery,
		pageSize: NOTIFICATIONS_PER_PAGE,
		item: notificationResource,
		sample: {
			type: 'notification',
			id: EXAMPLE_ID,
			attributes: {
				eventId: EXAMPLE_ID,
				eventName: 'earnedRewardSettled',
				timestamp: '2026-03-04T10:15:00Z',
				lastAttemptAt: '2026-03-04T10:15:02Z',
				status: 'delivered',
				attempts: 1,
				statusCode: 200,
			},
		},
	},
	replay: {
		kind: 'single',
		resource: 'notification',
		name: 'replay',
		title: 'Replay',
		action: 'Replay a notification',
		description: 'Have Kard deliver one notification again, to whoever is subscribed to its event now',
		method: 'POST',
		path: `${NOTIFICATIONS}/{eventId}/replay`,
		scope: 'notifications:write',
		idempotent: false,
		howToLook:
			'It is not known whether Kard delivers the notification once more. List the notifications, which tell when the last attempt was made, before you ask again.',
		ids: z.strictObject({ eventId }),
		answer: replayAnswer,
		sample: { eventId: EXAMPLE_ID },
	},
} as const satisfies Record<string, ListOperation | SingleOperation>;
