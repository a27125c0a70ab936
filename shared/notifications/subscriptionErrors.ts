import { apiError, reword, type KardError } from '../errors';
import { eventTitle, type EventName } from '../schemas/event';
import { listening } from '../schemas/listening';
import type { SubscriptionResource } from '../schemas/subscription';
import { shownAddress } from './addresses';
import type { TakenOver } from './subscriptionPlan';

const { title: REPLACE = '' } = listening.shape.replaceExisting.meta() ?? {};

/** Kard takes no further subscription of an event, and the one that there is is somebody else's. */
export function occupied(eventName: EventName, { attributes }: SubscriptionResource): KardError {
	const { webhookUrl, enabled } = attributes;
	const state = enabled ? 'sends' : 'has a disabled subscription that sends';
	return apiError(
		`Kard ${state} "${eventTitle(eventName)}" to ${shownAddress(webhookUrl)}, and takes one subscription for ` +
			`each event. Turn on ${REPLACE} to have it sent here instead, or leave out this event.`,
		{ statusCode: 409 },
	);
}

/**
 * Subscribing failed, and what had been subscribed before that could not all be taken back.
 * @param failure why subscribing failed
 * @param obstacle why it could not be taken back
 */
export function notTakenBack(
	failure: KardError,
	obstacle: unknown,
	webhookUrl: string,
	takenOver: readonly TakenOver[],
): KardError {
	const reason = obstacle instanceof Error ? obstacle.message : 'Something unexpected went wrong.';
	const elsewhere = takenOver.map((one) => `${one.id} pointed to ${shownAddress(one.webhookUrl)}`);
	return reword(
		failure,
		`${failure.message} What had been subscribed before that could not all be taken back (${reason}) ` +
			`Look for subscriptions to ${shownAddress(webhookUrl)} and disable them.` +
			(elsewhere.length === 0 ? '' : ` Not all of them were ours before: ${elsewhere.join(', ')}.`),
	);
}
