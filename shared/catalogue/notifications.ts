import { z } from 'zod/v4';
import { EVENTS } from './events';
import { choice, date, identifier } from '../fields';
import { openChoice } from '../fields/choice';
import { operation } from './description/operation';
import { cursors, hasOneCursor, LARGEST_PAGE, ONE_CURSOR, pageSize } from './description/paging';
import { resource, someText, timestamp } from './description/shapes';

/** The id of a notification, which Kard calls the event's id where it lists and replays. */
const eventId = identifier({
	title: 'Event ID',
	description: 'The ID of the notification, as it was delivered and as listing the notifications gives it.',
	examples: ['0b9f2f0e-6c1b-4c56-9f6d-2f4f4a5f9c11'],
	recognizedBy: ['id', 'notification id', 'notification'],
});

const DELIVERY_STATUSES = {
	pending: 'Pending',
	delivered: 'Delivered',
	delivery_failed: 'Delivery Failed',
} as const;

/** How many notifications Kard is asked for at once, unless the caller says otherwise: as many as it gives. */
const NOTIFICATIONS_PER_PAGE = LARGEST_PAGE;

/** What a list of notifications can be narrowed by, in Kard's own query names. */
const notificationQuery = z
	.strictObject({
		'filter[eventName]': choice({
			title: 'Event',
			description: 'Keeps notifications of this event.',
			examples: ['earnedRewardSettled'],
			choices: EVENTS,
			open: 'text',
		}).optional(),
		'filter[status]': choice({
			title: 'Delivery Status',
			description: 'Keeps notifications whose delivery went this way.',
			examples: ['delivery_failed'],
			choices: DELIVERY_STATUSES,
			open: 'text',
		}).optional(),
		'filter[after]': date({
			title: 'Created After',
			description: 'Keeps notifications that were created after this time.',
			examples: ['2026-03-01T00:00:00Z'],
		}).optional(),
		'filter[before]': date({
			title: 'Created Before',
			description: 'Keeps notifications that were created before this time.',
			examples: ['2026-03-31T00:00:00Z'],
		}).optional(),
		'page[size]': pageSize('notifications', NOTIFICATIONS_PER_PAGE, LARGEST_PAGE),
		...cursors,
	})
	.refine(hasOneCursor, ONE_CURSOR)
	.meta({ title: 'Notification Query' });

/** How the delivery of a notification went, as Kard answers with it. What was delivered does not stand in it. */
const notificationResource = resource({
	eventId: someText,
	eventName: openChoice(EVENTS),
	timestamp,
	lastAttemptAt: timestamp,
	status: openChoice(DELIVERY_STATUSES),
	attempts: z.number(),
	statusCode: z.number(),
	errorMessage: someText,
});

const notification = { name: 'notification', title: 'Notification' } as const;

const NOTIFICATIONS = '/v2/issuers/{organizationId}/notifications';
const EXAMPLE_ID = '0b9f2f0e-6c1b-4c56-9f6d-2f4f4a5f9c11';

/** The operations on notifications: what Kard delivered, and delivering it again. */
export const notificationOperations = {
	getMany: operation({
		kind: 'list',
		client: 'notifications.list',
		resource: notification,
		title: 'Get Many',
		action: 'Get many notifications',
		description: 'List the notifications that Kard sent, newest first, and how their delivery went',
		method: 'GET',
		path: NOTIFICATIONS,
		scope: 'notifications:read',
		success: [200],
		query: notificationQuery,
		pageSize: NOTIFICATIONS_PER_PAGE,
		item: notificationResource,
		picked: {
			id: 'eventId',
			label: { eventName: EVENTS, timestamp: {}, status: DELIVERY_STATUSES },
		},
		steps: { none: 'triggers start from notifications themselves' },
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
	}),
	replay: operation({
		kind: 'single',
		client: 'notifications.replay',
		resource: notification,
		title: 'Replay',
		action: 'Replay a notification',
		description: 'Have Kard deliver one notification again, to the present subscribers of its event',
		method: 'POST',
		path: `${NOTIFICATIONS}/{eventId}/replay`,
		ids: { eventId },
		about: 'eventId',
		scope: 'notifications:write',
		success: [202],
		howToLook:
			'It is not known whether Kard delivers the notification once more. List the notifications, which tell when the last attempt was made, before you ask again.',
		answer: z.looseObject({ eventId: z.string() }),
		steps: {
			one: {
				key: 'replay_notification',
				sentence: 'Delivers a notification again, to the present subscribers of its event.',
			},
		},
		sample: { eventId: EXAMPLE_ID },
	}),
};
