import type { Bundle, ZObject } from 'zapier-platform-core';
import { z as schema } from 'zod/v4';
import { identityOf, checkDelivery, type Delivery } from '../../../../shared/host';
import { readConnection, WEBHOOK_KEY, webhookKeyOf } from '../../host/connection';
import { asZapierError } from '../../host/errors';
import type { StepLimits } from '../../host/step';
import { hintsIn } from '../hints';
import type { TriggerInput } from './input';
import type { Item, Items } from './items';
import { isRepeat } from './repeats';

const FORGED =
	'A delivery was refused: its signature is missing or does not fit. If it did come from Kard, the ' +
	`${WEBHOOK_KEY} of the connection is not the one that Kard signs with.`;
const UNREADABLE = 'A delivery was refused: it is signed by Kard, but it is not a notification.';

const arrived = schema.object({
	content: schema.string(),
	headers: schema.record(schema.string(), schema.unknown()),
});

/** Zapier puts `Http-` before the name of almost every header: `Notify-Signature` comes as `Http-Notify-Signature`. */
function withoutPrefix(headers: Delivery['headers']): Delivery['headers'] {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.replace(/^http-/i, ''), value]),
	);
}

/** The delivery as it arrived; without any, there is nothing that could be signed. */
function deliveryIn({ rawRequest }: Bundle): Delivery {
	const request = arrived.safeParse(rawRequest);
	if (!request.success) return { rawBody: '', headers: {} };
	return { rawBody: request.data.content, headers: withoutPrefix(request.data.headers) };
}

async function receive(
	z: ZObject,
	bundle: Bundle,
	input: TriggerInput,
	items: Items,
	{ clock }: StepLimits,
): Promise<Item[]> {
	const webhookKey = webhookKeyOf(readConnection(bundle.authData));
	const { events, acceptRepeats } = input.read(bundle);
	const delivery = checkDelivery(deliveryIn(bundle), { webhookKey, verifySignature: true, events });
	if (delivery.outcome === 'forged') throw new z.errors.HaltedError(FORGED);
	if (delivery.outcome === 'unreadable') throw new z.errors.HaltedError(UNREADABLE);
	const { payload, outcome } = delivery;
	if (outcome === 'unwanted') return [];
	// A person who sets up a Zap wants to see every delivery, repeats included.
	const everyOne = acceptRepeats || hintsIn(bundle).isLoadingSample;
	if (!everyOne && (await isRepeat(z, bundle, identityOf(payload), clock))) return [];
	return [items.of(payload)];
}

/**
 * Takes one delivery: checks its signature before anything is read, and starts the Zap once for each notification.
 *
 * Zapier has answered 200 by then, whatever becomes of it here. A delivery that is not Kard's halts, with nothing of
 * its content in the message: its owner can see in the history of the Zap that something is wrong, be it a stranger or
 * a mistyped key, but nobody can turn a Zap off by calling it often enough, as errors would. A delivery that is Kard's
 * but is not wanted, or was there before, leaves no trace. Without a webhook key nothing can be checked: that is an
 * error, for a person has to mend it.
 */
export function receiveDelivery(input: TriggerInput, items: Items, limits: StepLimits) {
	return async (z: ZObject, bundle: Bundle): Promise<Item[]> => {
		try {
			return await receive(z, bundle, input, items, limits);
		} catch (error) {
			throw asZapierError(z, error, { tokenRenewed: true });
		}
	};
}
