import { z } from 'zod/v4';
import { EVENT_DESCRIPTIONS, EVENTS } from '../catalogue/events';
import { boolean, choices, text } from '../fields';

/** What a person chooses to start a workflow from Kard's notifications, on every host alike. */
export const listening = z
	.strictObject({
		events: choices({
			title: 'Events',
			description: 'The events to start from.',
			examples: ['earnedRewardSettled'],
			choices: EVENTS,
			meanings: EVENT_DESCRIPTIONS,
			open: 'text',
		}).default([]),
		otherEvents: text({
			title: 'Other Events',
			description:
				'Events that are not on the list, such as new ones, by the names that Kard has for them. Separate several with commas. Kard decides whether it knows them.',
			examples: ['newEvent'],
		}).optional(),
		replaceExisting: boolean({
			title: 'Replace Existing Subscription',
			description:
				'Whether to take over the subscription of an event that Kard sends elsewhere and that cannot have a second one. Its receiver no longer gets it.',
			examples: [false],
		}).default(false),
		skipRefused: boolean({
			title: 'Skip Events That Kard Refuses',
			description:
				'Whether to go on with the other events when Kard refuses one, such as one that it no longer has. Usually nothing is subscribed then, and an error names the event.',
			examples: [false],
		}).default(false),
		verifySignature: boolean({
			title: 'Verify Signature',
			description:
				'Whether to refuse whatever is not signed with your webhook key. Without it, anybody who learns the address can start the workflow.',
			examples: [true],
		}).default(true),
		acceptRepeats: boolean({
			title: 'Start Again on Repeats',
			description:
				'Whether to start once more when Kard delivers the same notification again, such as for a replay. Usually each one starts the workflow once.',
			examples: [false],
		}).default(false),
	})
	.meta({ title: 'Listening' });

/** The name of one such choice. */
export type ListeningField = keyof z.input<typeof listening>;

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
