import { z } from 'zod/v4';
import { text } from '../fields';

/** How a host lets a person ask for an event by its name, beside a field in which one is chosen from a list. */
export const otherEvent = z
	.strictObject({
		otherEvent: text({
			title: 'Other Event',
			description:
				'An event that is not on the list, such as a new one, by the name that Kard has for it. It takes the place of the one on the list.',
			examples: ['newEvent'],
		}).optional(),
	})
	.meta({ title: 'Other Event' });
