import { z } from 'zod/v4';
import { field, LONGEST_TEXT } from '../fields/field';

/** How a host lets a person ask for an event by its name, beside a field in which one is chosen from a list. */
export const otherEvent = z
	.strictObject({
		otherEvent: field(z.string().max(LONGEST_TEXT).optional(), {
			title: 'Other Event',
			description:
				'An event that is not on the list, such as a new one, by the name that Kard has for it. It takes the place of the one on the list.',
			kind: 'text',
			examples: ['newEvent'],
		}),
	})
	.meta({ title: 'Other Event' });
