import { isEventName, isRetiredEvent } from '../catalogue/events';
import { verifyWebhookSignature } from './signature';
import { eventOf, readPayload, type NotificationPayload } from './payload';

/** The header in which Kard sends the signature. Its case does not matter. */
export const SIGNATURE_HEADER = 'notify-signature';

/** A delivery as it arrived. */
export interface Delivery {
	/** The body exactly as it arrived, before anything was parsed. */
	readonly rawBody: string | Uint8Array;
	readonly headers: Readonly<Record<string, unknown>>;
}

/** What a delivery is measured by. */
export interface DeliveryRules {
	/** The issuer's webhook key. Where it is blank and signatures are verified, every delivery is refused. */
	readonly webhookKey: string;
	readonly verifySignature: boolean;
	/** The events that are wanted. Events that Kard has added since are always wanted, retired ones only if they are named. */
	readonly events: readonly string[];
}

/**
 * What a delivery turned out to be.
 * - `forged`: its signature is missing or wrong; nothing of it was read
 * - `unreadable`: it is signed, but no notification: not JSON, or without the name of an event
 * - `unwanted`: a notification of an event that was not asked for
 * - `wanted`: a notification to pass on
 */
export type Judgement =
	| { readonly verdict: 'forged' }
	| { readonly verdict: 'unreadable' }
	| { readonly verdict: 'unwanted' | 'wanted'; readonly payload: NotificationPayload };

/** The signature among the headers; undefined where there is none, or more than one. */
function signatureIn(headers: Delivery['headers']): string | undefined {
	const found = Object.entries(headers).filter(([name]) => name.toLowerCase() === SIGNATURE_HEADER);
	const [signature] = found.map(([, value]) => value);
	return found.length === 1 && typeof signature === 'string' ? signature : undefined;
}

/** Judges a delivery: first whether it comes from Kard, and only then what it says. */
export function judgeDelivery({ rawBody, headers }: Delivery, rules: DeliveryRules): Judgement {
	const { webhookKey, verifySignature, events } = rules;
	if (verifySignature && !verifyWebhookSignature(rawBody, signatureIn(headers), webhookKey)) {
		return { verdict: 'forged' };
	}
	const payload = readPayload(rawBody);
	const eventName = payload && eventOf(payload);
	if (payload === undefined || eventName === null) return { verdict: 'unreadable' };
	const couldBeChosen = isEventName(eventName) || isRetiredEvent(eventName);
	const isUnwanted = couldBeChosen && !events.includes(eventName);
	return { verdict: isUnwanted ? 'unwanted' : 'wanted', payload };
}
