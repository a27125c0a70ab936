import { createHmac, timingSafeEqual } from 'crypto';

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
