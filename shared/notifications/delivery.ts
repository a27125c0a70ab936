import { createHmac, timingSafeEqual } from 'crypto';
import { isEventName, isRetiredEvent } from '../catalogue/events';
import { eventOf, readPayload, type NotificationPayload } from './payload';

/** A signature is the base64 of 32 bytes, and nothing else: 43 digits and one padding sign. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;
/** A key of nothing but spaces and characters that nobody sees: no key, but what a slip left in its field. */
const BLANK = /^[\s\p{Cc}\p{Cf}]*$/u;

/** Whether a webhook key is none: nothing is signed with an empty or blank one, and nobody may act as if it were. */
export function isBlankKey(key: string): boolean {
	return BLANK.test(key);
}

/**
 * Tells whether a notification really came from Kard: whether its signature is the HMAC-SHA256 of the raw body with
 * the issuer's webhook key, in base64 (Kard's API reference, notifications).
 *
 * Takes the same time whatever is wrong, never throws, and says no where the key is empty or blank.
 * @param rawBody the body exactly as it arrived, before anything was parsed
 * @param signature the header `notify-signature`
 */
export function verifyWebhookSignature(
	rawBody: string | Uint8Array,
	signature: string | undefined,
	key: string,
): boolean {
	if (isBlankKey(key) || typeof signature !== 'string' || !SIGNATURE.test(signature)) return false;
	const expected = createHmac('sha256', key).update(rawBody).digest('base64');
	return timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
}

/** The header in which Kard sends the signature. Its case does not matter. */
export const SIGNATURE_HEADER = 'notify-signature';

/** A delivery as it arrived. */
export interface Delivery {
	/** The body exactly as it arrived, before anything was parsed. */
	readonly rawBody: string | Uint8Array;
	readonly headers: Readonly<Record<string, unknown>>;
}

/** What a delivery is checked against. */
export interface DeliveryRules {
	/** The issuer's webhook key. Where it is blank and signatures are verified, every delivery is refused. */
	readonly webhookKey: string;
	readonly verifySignature: boolean;
	/** The events that are wanted. Events that Kard has added since are always wanted, retired ones only if they are named. */
	readonly events: readonly string[];
}

/**
 * What a delivery is.
 * - `forged`: its signature is missing or wrong; nothing of it was read
 * - `unreadable`: it is signed, but no notification: not JSON, or without the name of an event
 * - `unwanted`: a notification of an event that was not asked for
 * - `wanted`: a notification to pass on
 */
export type CheckedDelivery =
	| { readonly outcome: 'forged' }
	| { readonly outcome: 'unreadable' }
	| { readonly outcome: 'unwanted' | 'wanted'; readonly payload: NotificationPayload };

/** The signature among the headers; undefined where there is none, or more than one. */
function signatureIn(headers: Delivery['headers']): string | undefined {
	const found = Object.entries(headers).filter(([name]) => name.toLowerCase() === SIGNATURE_HEADER);
	const [signature] = found.map(([, value]) => value);
	return found.length === 1 && typeof signature === 'string' ? signature : undefined;
}

/** Checks a delivery: first whether it comes from Kard, and only then what it says. */
export function checkDelivery({ rawBody, headers }: Delivery, rules: DeliveryRules): CheckedDelivery {
	const { webhookKey, verifySignature, events } = rules;
	if (verifySignature && !verifyWebhookSignature(rawBody, signatureIn(headers), webhookKey)) {
		return { outcome: 'forged' };
	}
	const payload = readPayload(rawBody);
	const eventName = payload && eventOf(payload);
	if (payload === undefined || eventName === null) return { outcome: 'unreadable' };
	const couldBeChosen = isEventName(eventName) || isRetiredEvent(eventName);
	const isUnwanted = couldBeChosen && !events.includes(eventName);
	return { outcome: isUnwanted ? 'unwanted' : 'wanted', payload };
}
