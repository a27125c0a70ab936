import type { NotificationPayload } from '../../../../shared/host';

/** The trigger for events that have none of their own, such as those that Kard has added since. */
export const OTHER_EVENT = {
	key: 'other_event',
	label: 'Other Event',
	description: 'Triggers when an event happens that is asked for by its name.',
} as const;

/** A notification of an event that there is not: nobody knows what other events say. Most say a message. */
export const otherEventSample: NotificationPayload = {
	data: {
		type: 'newEvent',
		id: '0b9f2f0e-6c1b-4c56-9f6d-2f4f4a5f9c11',
		attributes: { message: 'Something happened at Blue Door Coffee.' },
		relationships: {
			user: { data: { type: 'user', id: 'user-10293' } },
			offer: { data: { type: 'offer', id: '65f0c0ffee0000000000beef' } },
			transaction: { data: { type: 'transaction', id: 'purchase-58213' } },
		},
	},
};
