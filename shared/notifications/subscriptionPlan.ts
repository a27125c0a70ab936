import { EVENTS, RETIRED_EVENTS } from '../catalogue/events';
import { KardValidationError } from '../errors';
import { choiceReader } from '../fields/choice';
import { isLocal } from '../http/url';
import { shownAddress } from './existingSubscriptions';

/** What is to be subscribed. */
export interface SubscriptionPlan {
	/** Where notifications are to go. */
	readonly webhookUrl: string;
	readonly events: readonly string[];
	/** Whether a subscription to another address may be replaced where Kard takes no second one for its event. */
	readonly replaceExisting: boolean;
	/** Whether to go on with the other events where Kard refuses one. */
	readonly skipRefused?: boolean | undefined;
	/**
	 * Events that were subscribed here before. Kard may have retired one since: then the others go on without it,
	 * because nobody reads an error when a host starts again.
	 */
	readonly subscribedBefore?: readonly string[] | undefined;
	/** Addresses that were ours before: subscriptions to them are ours too. */
	readonly formerUrls?: readonly string[] | undefined;
	/** Is called before a subscription to another address is replaced, with the subscription as it is. */
	readonly onReplace?: ((before: ReplacedSubscription) => void) | undefined;
	/** Is called for an event that Kard refuses while the others go on, with a warning in sentences. */
	readonly onRefused?: ((eventName: string, warning: string) => void) | undefined;
}

/** A subscription of somebody else's as it was before it was replaced. */
export interface ReplacedSubscription {
	readonly id: string;
	readonly webhookUrl: string;
	readonly enabled: boolean;
}

function refuse(path: string, message: string): never {
	throw new KardValidationError(message, [{ path, message }]);
}

/**
 * The events of a plan that can be carried out, each once. Whether there is an event of a name is for Kard to say.
 * @param baseUrl where Kard is
 * @throws KardValidationError for an address that Kard could never deliver to, and where there is no event
 */
export function eventsToSubscribe(plan: SubscriptionPlan, baseUrl: string): string[] {
	const { webhookUrl } = plan;
	const events = new Set(plan.events.map((name) => name.trim()).filter((name) => name !== ''));
	if (events.size === 0) refuse('events', 'No event is chosen. Choose at least one.');
	if (!URL.canParse(webhookUrl)) refuse('webhookUrl', 'There is no address to send notifications to.');
	if (new URL(webhookUrl).protocol !== 'https:' && !isLocal(baseUrl)) {
		const shown = shownAddress(webhookUrl);
		refuse(
			'webhookUrl',
			`Kard delivers over HTTPS only, and the address here is ${shown}. ` +
				'It needs a public address that begins with https://, or a tunnel to it.',
		);
	}
	return [...events];
}

const readEvent = choiceReader({ ...EVENTS, ...RETIRED_EVENTS }, {}, 'text');

/**
 * The events that a person asks for by name, in a text with commas between them, each once. One that is known is
 * recognized in any letter case and by its label; any other is taken as it is written, for Kard to judge.
 */
export function namedEvents(text: string): string[] {
	const names = text
		.split(/[,;|\n]/)
		.map((name) => name.trim())
		.filter((name) => name !== '');
	return [...new Set(names.map(knownNameOf))];
}

function knownNameOf(name: string): string {
	const reading = readEvent(name);
	return reading.ok ? reading.value : name;
}
