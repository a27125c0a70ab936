import { KardValidationError } from '../errors';
import { isLocal } from '../http/url';
import { shownAddress } from './addresses';

/** What is to be subscribed. */
export interface SubscriptionPlan {
	/** Where notifications are to go. */
	readonly webhookUrl: string;
	readonly events: readonly string[];
	/** Whether a subscription that points elsewhere may be taken over where its event can have no second one. */
	readonly replaceExisting: boolean;
	/** Whether to go on with the other events where Kard refuses one. */
	readonly skipRefused?: boolean | undefined;
	/**
	 * Events that were subscribed here before. Kard may have retired one since: then the others go on without it, for
	 * nobody is there to read an error when a host starts again.
	 */
	readonly subscribedBefore?: readonly string[] | undefined;
	/** Addresses that were ours before: what points there is not somebody else's. */
	readonly formerUrls?: readonly string[] | undefined;
	/** Told of each subscription that is about to be taken over from others, as it is before. */
	readonly onTakeOver?: ((before: TakenOver) => void) | undefined;
	/** Told, in sentences, of an event that Kard refuses although the others went well. */
	readonly onRefused?: ((eventName: string, warning: string) => void) | undefined;
}

/** Where a subscription pointed before it was taken over. */
export interface TakenOver {
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
