import { createHmac } from 'node:crypto';
import { WEBHOOK_KEY } from '../access/clients';

/** The header in which a notification carries its signature (Kard's API reference, notifications). */
export const SIGNATURE_HEADER = 'notify-signature';

/** The signature of a body: the base64 of its HMAC-SHA256 with a key, the webhook key unless given. */
export function signatureOf(body: string, key: string = WEBHOOK_KEY): string {
	return createHmac('sha256', key).update(body, 'utf8').digest('base64');
}
