import { z } from 'zod/v4';
import { EVENTS } from './events';
import { field, LONGEST_IDENTIFIER, openChoice } from '../fields/field';
import { cursors, hasOneCursor, LARGEST_PAGE, ONE_CURSOR, pageSize } from './paging';
import { resource, text, timestamp } from './shapes';

/** The id of a notification, which Kard calls the event's id where it lists and replays. */
export const eventId = field(z.string().min(1).max(LONGEST_IDENTIFIER), {
	title: 'Event ID',
	description: 'The ID of the notification, as it was delivered and as listing the notifications gives it.',
	kind: 'identifier',
	examples: ['0b9f2f0e-6c1b-4c56-9f6d-2f4f4a5f9c11'],
	aliases: ['id', 'notification id', 'notification'],
});

const DELIVERY_STATUSES = {
	pending: 'Pending',
	delivered: 'Delivered',
	delivery_failed: 'Delivery Failed',
} as const;

/** How many notifications Kard is asked for at once, unless the caller says otherwise: as many as it gives. */
export const NOTIFICATIONS_PER_PAGE = LARGEST_PAGE;

/** What a list of notifications can be narrowed by, in Kard's own query names. */
export const notificationQuery = z
	.strictObject({
		'filter[eventName]': field(openChoice(EVENTS).optional(), {
			title: 'Event',
			description: 'Keeps notifications of this event.',
			kind: 'choice',
			examples: ['earnedRewardSettled'],
			choices: EVENTS,
			open: 'text',
		}),
		'filter[status]': field(openChoice(DELIVERY_STATUSES).optional(), {
			title: 'Delivery Status',
			description: 'Keeps notifications whose delivery went this way.',
			kind: 'choice',
			examples: ['delivery_failed'],
			choices: DELIVERY_STATUSES,
			open: 'text',
		}),
		'filter[after]': field(z.iso.datetime({ offset: true }).optional(), {
			title: 'Created After',
			description: 'Keeps notifications that were created after this time.',
			kind: 'date',
			examples: ['2026-03-01T00:00:00Z'],
		}),
		'filter[before]': field(z.iso.datetime({ offset: true }).optional(), {
			title: 'Created Before',
			description: 'Keeps notifications that were created before this time.',
			kind: 'date',
			examples: ['2026-03-31T00:00:00Z'],
		}),
		'page[size]': pageSize('notifications', NOTIFICATIONS_PER_PAGE, LARGEST_PAGE),
		...cursors,
	})
	.refine(hasOneCursor, ONE_CURSOR)
	.meta({ title: 'Notification Query' });

/** What a list of notifications can be narrowed by, in Kard's own query names. */
export type NotificationQuery = z.input<typeof notificationQuery>;

/** How the delivery of a notification went, as Kard answers with it. What was delivered does not stand in it. */
export const notificationResource = resource({
	eventId: text,
	eventName: openChoice(EVENTS),
	timestamp,
	lastAttemptAt: timestamp,
	status: openChoice(DELIVERY_STATUSES),
	attempts: z.number(),
	statusCode: z.number(),
	errorMessage: text,
});

/** How the delivery of a notification went, as Kard answers with it. */
export type NotificationResource = z.infer<typeof notificationResource>;

/** What Kard says when it is going to deliver a notification again. */
export const replayAnswer = z.looseObject({ eventId: z.string() });

/** What Kard says when it is going to deliver a notification again. */
export type ReplayAnswer = z.infer<typeof replayAnswer>;
