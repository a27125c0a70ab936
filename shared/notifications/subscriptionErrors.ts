import { apiError, KardApiError, withMessage, type KardError } from '../errors';
import { eventTitle } from '../catalogue/events';
import { fieldOf } from '../fields/kind';
import { listening } from '../settings/listening';
import { shownAddress, type Subscription } from './existingSubscriptions';
import type { ReplacedSubscription } from './subscriptionPlan';

const REPLACE = fieldOf(listening.shape.replaceExisting)?.title ?? '';
const SKIP = fieldOf(listening.shape.skipRefused)?.title ?? '';

/** The statuses by which Kard refuses the event itself, not the caller or the moment. */
const REFUSALS = [400, 404, 422];

/** An event as a person is shown it: by its label, and by Kard's name for it. */
function shownEvent(eventName: string): string {
	const title = eventTitle(eventName);
	return title === eventName ? `"${eventName}"` : `"${title}" (${eventName})`;
}

/** Whether Kard refuses an event itself, for all that is known. An error that names another field is about that one. */
export function isRefusedEvent(error: unknown): error is KardApiError {
	if (!(error instanceof KardApiError) || !REFUSALS.includes(error.statusCode)) return false;
	const places = error.errors.flatMap(({ source }) => source?.pointer ?? source?.parameter ?? []);
	return places.length === 0 || !places.every((place) => /webhookUrl|enabled/.test(place));
}

/** Kard refuses an event, and so nothing is subscribed. */
export function refusedEvent(eventName: string, failure: KardApiError): KardError {
	return withMessage(
		failure,
		`The event ${shownEvent(eventName)} cannot be subscribed to. ${failure.message} Leave out this event, or turn ` +
			`on ${SKIP} to go on without it.`,
	);
}

/** Kard refuses every event that was to be subscribed. */
export function allRefused(refusal: KardApiError): KardError {
	return withMessage(
		refusal,
		`Kard refuses every event that was chosen, so there is nothing to go on with. ${refusal.message}`,
	);
}

/** The warning where Kard refuses an event and the others go on. */
export function skippedEvent(eventName: string, { message }: KardApiError): string {
	return `The event ${shownEvent(eventName)} was left out. ${message}`;
}

/** The warning where Kard does not let us disable a subscription to an event that is no longer chosen. */
export function stillSubscribed(eventName: string, { message }: KardApiError): string {
	return (
		`The subscription to the event ${shownEvent(eventName)} cannot be disabled. ${message} ` +
		'Should Kard go on sending it, it starts nothing.'
	);
}

/** Kard takes no further subscription for an event, and the existing one is somebody else's. */
export function occupied(eventName: string, { webhookUrl, enabled }: Subscription): KardError {
	const state = enabled === true ? 'sends' : 'has a disabled subscription that sends';
	return apiError(
		`Kard ${state} "${eventTitle(eventName)}" to ${shownAddress(webhookUrl)}, and takes one subscription for ` +
			`each event. Turn on ${REPLACE} to have it sent here instead, or leave out this event.`,
		{ statusCode: 409 },
	);
}

/**
 * Subscribing failed, and what had been subscribed before that could not all be undone.
 * @param failure why subscribing failed
 * @param obstacle why it could not be undone
 */
export function notUndone(
	failure: KardError,
	obstacle: unknown,
	webhookUrl: string,
	replaced: readonly ReplacedSubscription[],
): KardError {
	const reason = obstacle instanceof Error ? obstacle.message : 'Something unexpected went wrong.';
	const elsewhere = replaced.map((one) => `${one.id} pointed to ${shownAddress(one.webhookUrl)}`);
	return withMessage(
		failure,
		`${failure.message} What had been subscribed before that could not all be taken back (${reason}) ` +
			`Look for subscriptions to ${shownAddress(webhookUrl)} and disable them.` +
			(elsewhere.length === 0 ? '' : ` Not all of them were ours before: ${elsewhere.join(', ')}.`),
	);
}
