import { createHmac } from 'node:crypto';
import { SIGNATURE_HEADER, type NotificationPayload } from '../../../shared/host';
import type { ActiveWorkflow } from '../engine';

/** What came back for a delivery. */
export interface Answered {
	readonly status: number;
	readonly text: string;
}

/** A notification of a purchase, with nobody's data. */
export function notification(
	id: string,
	eventName = 'earnedRewardSettled',
	attributes = {},
): NotificationPayload {
	return {
		data: {
			type: eventName,
			id,
			attributes: { transactionAmountInCents: 1999, ...attributes },
			relationships: { user: { data: { type: 'user', id: 'user-1' } } },
		},
	};
}

/** The signature of a body, worked out as Kard says, without the code under test. */
export function signatureOf(body: string | Uint8Array, key: string): string {
	return createHmac('sha256', key).update(body).digest('base64');
}

/** Sends bytes to a workflow just as they are. */
export async function post(
	{ localUrl }: Pick<ActiveWorkflow, 'localUrl'>,
	body: string | Uint8Array,
	headers: Readonly<Record<string, string>>,
): Promise<Answered> {
	const response = await fetch(localUrl, {
		method: 'POST',
		// A connection that is kept would be one to an n8n that was stopped since.
		headers: { 'content-type': 'application/json', connection: 'close', ...headers },
		body,
	});
	return { status: response.status, text: await response.text() };
}

/** Sends bytes to a workflow, signed as Kard signs them. */
export async function postSigned(
	workflow: Pick<ActiveWorkflow, 'localUrl'>,
	body: string | Uint8Array,
	key: string,
	headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
	return await post(workflow, body, { [SIGNATURE_HEADER]: signatureOf(body, key), ...headers });
}
